import type { Actor, ActorUnit, OfficeHours } from '../../../access/actor.js';
import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { zoneLabel } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { hoursText, type UnitSeen, type UnitValues } from './rules.js';
import type { UnitsSeen } from './service.js';
import {
  addUnitTap,
  chooseUnitTap,
  hoursTap,
  kanwilAskTap,
  kanwilTap,
  unitHeadTap,
  unitsTap,
} from './taps.js';

/** As much of a unit's name as a button has room for. */
const ON_BUTTON = 36;

/** Office hours in words; those of the regulation where a unit has none of its own. */
function hoursWords(t: Translate, hours: OfficeHours | undefined): string {
  return hours ? hoursText(hours) : t('unit-hours-regular');
}

function unitLine(unit: UnitSeen, all: readonly UnitSeen[], { actor, t, now }: View): string {
  const kanwil = all.find(({ id }) => id === unit.kanwilId)?.name;
  const facts = [
    zoneLabel(unit.zone, now),
    unit.isKanwil ? t('unit-is-kanwil') : hoursWords(t, unit.hours),
    ...(kanwil === undefined ? [] : [t('unit-below', { kanwil })]),
    ...(unit.hasHead ? [] : [t('unit-no-head')]),
  ].join(' · ');
  const mark = unit.id === actor.unitId && all.length > 1 ? '▶️' : '•';
  return `${mark} ${unit.name}: ${facts}`;
}

type View = Pick<Voice, 't' | 'now'> & { readonly actor: Actor };

/** The buttons that lead to the other units in which somebody holds posts. */
export function unitButtons(t: Translate, { unitId, units = [] }: Actor): Button[][] {
  return units
    .filter((one) => one.unitId !== unitId)
    .map((one) => [
      {
        label: t('unit-go', { unit: shorten(one.unitName, ON_BUTTON) }),
        data: chooseUnitTap.data({ unit: one.unitId }),
      },
    ]);
}

/** The units that somebody has posts in, and what they may do about them. */
export function unitsCard({ units, manages, mayEdit }: UnitsSeen, view: View): Card {
  const { t, actor } = view;
  const kanwils = units.filter(({ isKanwil }) => isKanwil);
  const heads = manages ? units.filter(({ hasHead }) => !hasHead) : [];
  const placed = manages && kanwils.length > 0 ? units.filter(({ isKanwil }) => !isKanwil) : [];
  const button = (key: string, { name }: UnitSeen, data: string): Button[] => [
    { label: t(key, { unit: shorten(name, ON_BUTTON) }), data },
  ];
  return {
    text: lines(
      bold(t('unit-title')),
      ...units.map((unit) => unitLine(unit, units, view)),
      manages && t('unit-add-how'),
    ),
    buttons: [
      ...unitButtons(t, actor),
      ...(mayEdit && !actor.isKanwil ? [[{ label: t('unit-hours-button'), data: hoursTap.data({}) }]] : []),
      ...heads.map((unit) => button('unit-head-button', unit, unitHeadTap.data({ unit: unit.id }))),
      ...placed.map((unit) => button('unit-kanwil-button', unit, kanwilAskTap.data({ unit: unit.id }))),
      ...(manages ? [[{ label: t('unit-add-button'), data: addUnitTap.data({}) }]] : []),
    ],
  };
}

/** Below which Kanwil a unit is to be. */
export function kanwilCard(unit: UnitSeen, all: readonly UnitSeen[], t: Translate): Card {
  const kanwils = all.filter(({ isKanwil }) => isKanwil);
  const choice = (label: string, kanwil: number): Button[] => [
    { label, data: kanwilTap.data({ unit: unit.id, kanwil }) },
  ];
  return {
    text: lines(bold(t('unit-ask-kanwil', { unit: unit.name })), t('unit-kanwil-sees')),
    buttons: [
      ...kanwils.map(({ id, name }) => choice(shorten(name, ON_BUTTON), id)),
      choice(t('unit-kanwil-none'), 0),
      [{ label: t('dialog-back'), data: unitsTap.data({}) }],
    ],
  };
}

/** The code by which somebody becomes a unit's head, made to be forwarded. */
export function headCodeCard(
  t: Translate,
  { name, code }: { readonly name: string; readonly code: string },
  botUsername: string,
  added: boolean,
): Card {
  const link = `https://t.me/${botUsername}?start=${code}`;
  const words = encodeURIComponent(t('invite-share-text'));
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${words}`;
  return {
    text: lines(
      added && bold(t('unit-added', { unit: name })),
      t('unit-head-link', { unit: name }),
      link,
      t('invite-code', { code }),
      t('invite-forward'),
    ),
    buttons: [
      [{ label: t('invite-share'), url: share }],
      [{ label: t('unit-list-button'), data: unitsTap.data({}) }],
    ],
  };
}

/** What is about to be added. */
export function unitPreview(
  t: Translate,
  { name = '', zone = 'WIB', hours = '' }: Partial<UnitValues>,
  kanwil: string | undefined,
  isKanwil: boolean,
) {
  return lines(
    bold(t('unit-add-title')),
    `🏢 ${name}`,
    `🕗 ${zone}${isKanwil ? '' : `, ${hours === '' ? t('unit-hours-regular') : hours}`}`,
    isKanwil && t('unit-kanwil-is'),
    kanwil !== undefined && t('unit-below', { kanwil }),
    t('unit-add-next'),
  );
}

/** Which of several units a stranger asks to be let into. */
export function whichUnitCard(
  t: Translate,
  units: readonly { readonly id: number; readonly name: string }[],
  data: (unitId: number) => string,
): Card {
  return {
    text: t('access-which-unit'),
    buttons: units.map(({ id, name }) => [{ label: shorten(name, ON_BUTTON), data: data(id) }]),
  };
}

/** How somebody is greeted in another of their units. */
export function nowInText(t: Translate, { unitName }: ActorUnit): string {
  return t('unit-now', { unit: unitName });
}
