import type { Actor } from '../../access/actor.js';
import { canSome, scopeOf } from '../../access/can.js';
import { COMMANDS, type CommandName, commandWord } from '../../bot/commands.js';
import { commandsFor } from '../../bot/menus.js';
import { bold, type Card, lines } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import type { Translate } from '../../words/translate.js';
import { askAccessTap } from '../people/index.js';

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
