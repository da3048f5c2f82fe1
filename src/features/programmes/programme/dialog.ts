import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import {
  LEFT_OPEN,
  officersAmong,
  type ProgrammeData,
  type ProgrammeForm,
  programmeFields,
  trainersAmong,
} from '../form/dialog.js';
import { periodText, plannedText } from '../form/messages.js';
import { isPast, linkTrainers } from '../form/rules.js';
import type { Timetable } from '../step/service.js';
import { programmeCard, programmeExistsCard } from './messages.js';
import type { ProgrammeDetail, ProgrammeSaved, ProgrammesService, ProgrammeValues } from './service.js';

type Saved = { readonly id: number; readonly exists: boolean };

function preview(scene: Scene<ProgrammeForm, ProgrammeData>): Text {
  const { t, locale, values, data, now, zone } = scene;
  const agency = data.agencies.find(({ id }) => id === values.agencyId)?.name ?? t('programme-own');
  const officer = officersAmong(data).find(({ id }) => id === values.officerId)?.name;
  const possible = trainersAmong(data, values.agencyId ?? 0);
  const linked = linkTrainers(values.trainer ?? '', possible).map(({ name }) => name);
  const { plannedSessions = 0, plannedHours = 0 } = values;
  const period = periodText(scene, { startsOn: values.startsOn || null, endsOn: values.endsOn || null });
  const planned = plannedText({ t, locale }, { plannedSessions, plannedHours });
  return lines(
    bold(t('programme-check')),
    `📘 ${values.name ?? ''}`,
    values.kind && `🏷 ${t(`programme-kind-${values.kind}`)}`,
    `🏢 ${agency}`,
    `👥 ${values.seats ? t('programme-seats', { seats: values.seats }) : t('programme-no-limit')}`,
    period && `🗓 ${period}`,
    isPast(values.endsOn || null, isoDate(localDate(now, zone))) && italic(t('programme-period-past')),
    planned && `📊 ${planned}`,
    values.trainer ? `🧑‍🏫 ${values.trainer}` : undefined,
    linked.length > 0 && italic(t('programme-trainers-linked', { names: linked.join(', ') })),
    values.place ? `📍 ${values.place}` : undefined,
    officer !== undefined && `👤 ${t('programme-officer', { name: officer })}`,
    values.unread !== undefined && t('programme-facts-unread', { typed: values.unread }),
  );
}

function form(title: string): Form<ProgrammeForm, ProgrammeData> {
  return {
    fields: programmeFields,
    title: ({ t }) => t(title),
    toGroups: ({ name = '' }) => [name],
    preview,
    submit: ({ t }) => t('programme-save'),
    quickEdit: 'name',
  };
}

/** The values of the form to begin with: those of a programme, or nothing but who is responsible. */
export function formOf(programme: ProgrammeDetail): Partial<ProgrammeForm> {
  const { id, version, name, kind, agency, officer } = programme;
  return {
    id,
    version,
    name,
    kind,
    facts: '',
    agencyId: agency?.id ?? 0,
    seats: programme.seats ?? 0,
    startsOn: programme.startsOn ?? '',
    endsOn: programme.endsOn ?? '',
    plannedSessions: programme.plannedSessions ?? 0,
    plannedHours: programme.plannedHours ?? 0,
    minAttendance: programme.minAttendance ?? 0,
    trainer: programme.trainer ?? '',
    place: programme.place ?? '',
    officerId: officer?.id ?? 0,
  };
}

/** What a new programme's form begins with. */
export function newForm(officerId: number, known: Partial<ProgrammeForm> = {}): Partial<ProgrammeForm> {
  return { ...LEFT_OPEN, officerId, ...known };
}

function given(values: ProgrammeForm): ProgrammeValues {
  const { name, kind } = values;
  return {
    name,
    kind,
    agencyId: values.agencyId || null,
    seats: values.seats || null,
    startsOn: values.startsOn || null,
    endsOn: values.endsOn || null,
    plannedSessions: values.plannedSessions || null,
    plannedHours: values.plannedHours || null,
    minAttendance: values.minAttendance || null,
    trainer: values.trainer || null,
    place: values.place || null,
    officerId: values.officerId || null,
  };
}

/** Creating a programme, and changing one. */
export function programmeDialogs(
  programmes: ProgrammesService,
  timetable: Timetable,
  wake: () => void,
): { readonly add: Dialog; readonly edit: Dialog } {
  const load = async (
    { actor, now }: DialogContext,
    _values: Partial<ProgrammeForm>,
    _at: string,
    known?: ProgrammeData,
  ): Promise<ProgrammeData> => known ?? programmes.choices(actor, now);
  const committed = (context: DialogContext, saved: ProgrammeSaved) => {
    if (saved.ok) return { done: { id: saved.id, exists: false } };
    if (saved.reason === 'exists') return { done: { id: saved.id, exists: true } };
    if (saved.reason === 'month') return { refused: closedText(voiceOf(context), saved.closed) };
    return { refused: context.t(`programme-refused-${saved.reason}`) };
  };
  const finished =
    (said: string) =>
    async ({ actor, t, locale, now }: DialogContext, { id, exists }: Saved) => {
      wake();
      const programme = await programmes.find(actor, id);
      if (!programme) return { text: t('programme-gone') };
      if (exists) return programmeExistsCard(t, programme);
      return programmeCard({ t, locale, now, zone: actor.zone }, programme, timetable, t(said));
    };
  const add = defineDialog<ProgrammeForm, ProgrammeData, Saved>({
    name: 'programme.add',
    form: form('programme-add-title'),
    load,
    commit: async (tx, context, values) =>
      committed(context, await programmes.add(tx, context.actor, given(values), context.now)),
    finished: finished('programme-added'),
  });
  const edit = defineDialog<ProgrammeForm, ProgrammeData, Saved>({
    name: 'programme.edit',
    form: form('programme-edit-title'),
    load,
    commit: async (tx, context, values) => {
      const which = { id: values.id ?? 0, version: values.version ?? 0 };
      return committed(context, await programmes.edit(tx, context.actor, which, given(values), context.now));
    },
    finished: finished('programme-changed'),
  });
  return { add, edit };
}
