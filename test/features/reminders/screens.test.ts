import { expect, it } from 'vitest';
import { agendaCard } from '../../../src/features/reminders/agenda/messages.js';
import type { Agenda } from '../../../src/features/reminders/agenda/rules.js';
import {
  leadsCard,
  remindersCard,
  snoozedText,
  withSnooze,
} from '../../../src/features/reminders/messages.js';
import type { Settings } from '../../../src/features/reminders/rules.js';
import type { SettingsView } from '../../../src/features/reminders/service.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const view = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };

it('settings say what comes and when', async () => {
  const families = ['visits', 'sessions', 'agenda', 'followUps'] as const;
  const card = (more: Partial<Settings> = {}, of: SettingsView['families'] = families) =>
    remindersCard(
      {
        settings: Object.assign({ muted: [], quiet: undefined, pausedUntil: undefined, later: {} }, more),
        families: of,
      },
      view,
    );
  const later = new Date(NOW.getTime() + 1);
  await expect(
    screensOf({
      plain: card(),
      'three families': card({}, families.slice(0, 3)),
      'some muted': card({ muted: ['visits', 'H-1'] }),
      'quiet at night': card({ quiet: { from: 21 * 60, until: 6 * 60 } }),
      paused: card({ pausedUntil: later }),
      'paused until now': card({ pausedUntil: NOW }),
      'a reminder': withSnooze({ text: 'Besok.' }, 4, view.t),
      'a reminder with buttons': withSnooze(
        { text: 'Besok.', buttons: [[{ label: 'Siap', data: 'a' }]] },
        4,
        view.t,
      ),
      'times of reminders': leadsCard(
        {
          settings: { muted: [], quiet: undefined, pausedUntil: undefined, later: { 'H-1': 480 } },
          families,
        },
        view,
      ),
      'put off to another day': snoozedText({ ok: true, at: '2023-09-06T22:00:00Z' }, view),
      'put off': snoozedText({ ok: true, at: NOW.toISOString() }, view),
      'not put off': snoozedText({ ok: false, reason: 'too-late' }, view),
    }),
  ).toMatchFileSnapshot('screens/settings.txt');
});

it('a day’s agenda says what is before an officer, and leads there', async () => {
  const visit = (n: number, agreed = true) => ({
    ...{ startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T10:00'), agency: `Dinas ${n}`, agreed },
  });
  const session = (n: number) => ({
    ...{ startsAt: at('2023-09-04T13:00'), endsAt: at('2023-09-04T15:00'), programme: `Las ${n}` },
  });
  const followUp = (days: number) => ({ what: `kirim ${'draf '.repeat(20)}`.trim(), owner: 'Budi', days });
  const nothing: Agenda = {
    visits: [],
    sessions: [],
    openVisits: [],
    openSessions: [],
    followUps: [],
    unanswered: [],
  };
  const question = (agencies: readonly string[], call: readonly string[] = []) => ({
    startsAt: at('2023-09-11T10:00'),
    agencies,
    call,
  });
  const card = (more: Partial<Agenda>, late = false) => agendaCard({ ...nothing, ...more }, late, view);
  const many = (count: number) => Array.from({ length: count }, (_, n) => session(n + 1));
  await expect(
    screensOf({
      visits: card({ visits: [visit(1), visit(2, false)] }),
      'a visit until the day after': card({
        visits: [{ ...visit(1), startsAt: at('2023-09-05T22:00'), endsAt: at('2023-09-06T02:00') }],
      }),
      'sessions, late': card({ sessions: [session(1)] }, true),
      'ten sessions': card({ sessions: many(10) }),
      'eleven sessions': card({ sessions: many(11) }),
      'follow-ups': card({ followUps: [followUp(0), followUp(1)] }),
      unanswered: card({
        unanswered: [
          question(['Dinas Sosial', 'Dinas Perikanan']),
          question(['Kemenag', 'Dinas Sosial'], ['Kemenag']),
          question([]),
        ],
      }),
      'not recorded': card({ openVisits: [visit(1)], openSessions: [session(1)] }),
      'visits not recorded': card({ openVisits: [visit(1)] }),
    }),
  ).toMatchFileSnapshot('screens/agenda.txt');
});
