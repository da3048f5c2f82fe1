import type { Actor } from '../../access/actor.js';
import { canSome, scopeOf } from '../../access/can.js';
import { COMMANDS, type CommandName, commandWord } from '../../bot/commands.js';
import { commandsFor } from '../../bot/menus.js';
import { commandTap } from '../../bot/routing/plain.js';
import { bold, type Card, lines } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import { askAccessTap } from '../people/index.js';
import type { HalfRead } from './rules.js';

function strangerCard(t: Translate, unit: string): Card {
  return {
    text: t('refused-stranger', { unit }),
    buttons: [[{ label: t('access-ask'), data: askAccessTap.data({}) }]],
  };
}

/** Whole lines to copy, of what this person may do. */
function examplesFor(actor: Actor): readonly string[] {
  if (actor.isKanwil) return ['help-example-region'];
  const proposes = scopeOf(actor, 'visit.propose').kind;
  const counts = scopeOf(actor, 'count.view').kind;
  return [
    ...(proposes === 'none' ? [] : [proposes === 'unit' ? 'help-example-visit' : 'help-example-own-visit']),
    ...(canSome(actor, 'agreement.change') ? ['help-example-agreement'] : []),
    ...(canSome(actor, 'session.log') ? ['help-example-session', 'help-example-print'] : []),
    ...(canSome(actor, 'month.close') ? ['help-example-close'] : []),
    counts === 'unit' ? 'help-example-count' : 'help-example-own-count',
  ];
}

/** The commands that this person may use here, each with what it does and, where it helps, a whole example. */
export function helpCard(
  t: Translate,
  locale: Locale,
  actor: Actor | undefined,
  alone: boolean,
  unit: string,
): Card {
  if (!actor) return alone ? strangerCard(t, unit) : { text: t('help-group') };
  const names = commandsFor(actor).filter((name) => alone || COMMANDS[name].place === 'anywhere');
  const line = (name: CommandName) => `${commandWord(name, locale)} – ${t(`command-${name}`)}`;
  return {
    text: lines(
      bold(t('help-title')),
      ...names.map(line),
      alone && '',
      alone && bold(t('help-examples-title')),
      ...(alone ? examplesFor(actor).map((key) => t(key)) : []),
    ),
  };
}

/** So many buttons are offered where something wasn't understood. */
const OFFERED = 3;

/** How much of a text is quoted. */
const QUOTED = 80;

function commandButtons(t: Translate, names: readonly CommandName[]): Card['buttons'] {
  return names
    .slice(0, OFFERED)
    .map((name) => [{ label: t(`command-${name}`), data: commandTap.data({ command: name }) }]);
}

/** A greeting or thanks, answered as one would. */
export function courtesyCard(t: Translate, courtesy: 'greeting' | 'thanks', actor: Actor): Card {
  const buttons = commandButtons(t, commandsFor(actor));
  return courtesy === 'thanks'
    ? { text: t('courtesy-thanks') }
    : { text: t('courtesy-greeting'), ...(buttons && { buttons }) };
}

/** A command that there isn't: those that it may be, as buttons. */
export function nearCard(t: Translate, typed: string, near: readonly CommandName[]): Card {
  const [word = ''] = typed.split(/\s/u);
  const buttons = near
    .slice(0, OFFERED)
    .map((name) => [{ label: t(`command-${name}`), data: commandTap.data({ command: name }) }]);
  return { text: t('command-near', { typed: shorten(word, QUOTED) }), buttons };
}

/** What was read of a text, what not, and what may have been meant. `again`: the same was said just before. */
export function halfReadCard(
  t: Translate,
  { read, left, commands }: HalfRead,
  actor: Actor,
  again: boolean,
): Card {
  const may = commandsFor(actor);
  const near = commands.filter((name) => may.includes(name));
  const offered = [...near, ...may.filter((name) => !near.includes(name))];
  const quoted = (texts: readonly string[]) => shorten(texts.join(', '), QUOTED);
  const buttons = commandButtons(t, offered);
  return {
    text: lines(
      again ? t('half-read-again') : left.length > 0 && t('half-read-left', { words: quoted(left) }),
      read.length > 0 && t('half-read-known', { words: quoted(read) }),
      !again && t('half-read-offer'),
    ),
    ...(buttons && { buttons }),
  };
}

export function notUnderstoodCard(
  t: Translate,
  locale: Locale,
  actor: Actor | undefined,
  unit: string,
): Card {
  if (!actor) return strangerCard(t, unit);
  const names = commandsFor(actor).slice(0, 3);
  return {
    text: t('not-understood', { commands: names.map((name) => commandWord(name, locale)).join(', ') }),
  };
}
