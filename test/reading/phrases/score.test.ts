import { expect, it } from 'vitest';
import { COMMAND_NAMES, COMMANDS, commandWord } from '../../../src/bot/commands.js';
import { sayings as agencies } from '../../../src/features/agencies/phrases.js';
import { sayings as counts } from '../../../src/features/counts/phrases.js';
import { sayings as files } from '../../../src/features/exports/phrases.js';
import { sayings as followUps } from '../../../src/features/followups/followup/phrases.js';
import { sayings as help } from '../../../src/features/help/phrases.js';
import { nearCommands, readCourtesy } from '../../../src/features/help/rules.js';
import { sayings as people } from '../../../src/features/people/phrases.js';
import { sayings as programmes } from '../../../src/features/programmes/phrases.js';
import { sayings as sessions } from '../../../src/features/sessions/phrases.js';
import { sayings as summaries } from '../../../src/features/summaries/phrases.js';
import { sayings as visits } from '../../../src/features/visits/propose/phrases.js';
import { type Meaning, readAnswer } from '../../../src/features/visits/said/rules.js';
import { formatTime, isoDate } from '../../../src/lib/zoned.js';
import { readSaying, sayingsOf } from '../../../src/reading/sentences/sayings.js';
import { hundred, type Said } from './hundred.js';

/** Monday, 28 August 2023, 09.00 WIT. */
const AROUND = { now: new Date('2023-08-28T00:00:00Z'), zone: 'Asia/Jayapura' } as const;
const ASKED = new Date('2023-08-31T01:00:00Z');

function told(meaning: Meaning): string {
  switch (meaning.means) {
    case 'accept':
    case 'later':
      return meaning.means;
    case 'decline':
      return meaning.reason === '' ? 'decline' : `decline: ${meaning.reason}`;
    case 'suggest': {
      const { date, time } = meaning.when;
      return ['suggest', ...(date ? [isoDate(date)] : []), ...(time ? [formatTime(time, 'id')] : [])].join(
        ' ',
      );
    }
  }
}

const known = sayingsOf([
  ...visits,
  ...sessions,
  ...counts,
  ...followUps,
  ...agencies,
  ...programmes,
  ...summaries,
  ...people,
  ...files,
  ...help,
]);

function commandOf(said: string): string | undefined {
  const asking = readSaying(said, known);
  return asking && [commandWord(asking.asks, 'id'), asking.argument].filter((part) => part !== '').join(' ');
}

function meansOf({ by, said }: Said): string {
  const [near] = said.startsWith('/') ? nearCommands(said, COMMANDS, COMMAND_NAMES) : [];
  if (near) return commandWord(near, 'id');
  const command = commandOf(said);
  if (command !== undefined) return command;
  const answer = by === 'agency' ? readAnswer(said, ASKED, AROUND).map(told) : [];
  return answer.length > 0 ? answer.join(' | ') : (readCourtesy(said, AROUND) ?? 'nothing');
}

it('a hundred phrases at least, none twice by the same', () => {
  expect(hundred.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hundred.map(({ by, said }) => `${by} ${said}`)).size).toBe(hundred.length);
});
it.each(hundred)('$by: $said', (phrase) => {
  expect(meansOf(phrase)).toBe(phrase.means);
});
