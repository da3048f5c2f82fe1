import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, parseIsoDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { dutyText, heldName, lastDayText } from '../ending/messages.js';
import type { HeldPost, Open } from '../ending/rules.js';
import { succeedTap } from '../taps.js';
import type { Briefing } from './rules.js';

/** Of each kind so many are named, and so many people. */
const NAMED = 4;
const PEOPLE = 10;
const LABEL_MOST = 60;

function openLine({ label, on, late }: Open, { t, locale }: Voice): string {
  const day = on === null ? undefined : parseIsoDate(on);
  const what = shorten(label, LABEL_MOST);
  const dated = day
    ? t('briefing-on', { day: formatShortDate(day, locale), what })
    : t('briefing-item', { what });
  return late ? t('briefing-late', { line: dated }) : dated;
}

function briefingText({ duties, people }: Briefing, voice: Voice): Text {
  const { t } = voice;
  const waiting = duties.filter(({ open }) => open.length > 0);
  return lines(
    waiting.length === 0 && t('briefing-nothing'),
    ...waiting.flatMap((duty) => [
      bold(dutyText(t, [duty])),
      ...duty.open.slice(0, NAMED).map((one) => openLine(one, voice)),
      duty.open.length > NAMED && t('briefing-more', { more: duty.open.length - NAMED }),
    ]),
    people.length > 0 && '',
    people.length > 0 && bold(t('briefing-people')),
    ...people
      .slice(0, PEOPLE)
      .map((post) => t('briefing-person', { name: post.name, post: heldName(t, post) })),
    people.length > PEOPLE && t('briefing-more', { more: people.length - PEOPLE }),
  );
}

/** For who has just come to a post from somebody. */
export function briefingCard(post: HeldPost, briefing: Briefing, voice: Voice): Card {
  return {
    text: lines(
      bold(voice.t('briefing-title', { post: heldName(voice.t, post) })),
      briefingText(briefing, voice),
    ),
  };
}

/** Why nothing can be handed over from here. */
function notText(posts: readonly HeldPost[], voice: Voice): string {
  const [acted] = posts.filter(({ isConfigured }) => !isConfigured);
  if (!acted?.endsAt) return voice.t('handover-not');
  return voice.t('handover-acting', { until: lastDayText(acted.endsAt, voice) });
}

/** What would go to a successor, and the way to the link; of several posts one link each. */
export function handoverCard(posts: readonly HeldPost[], briefing: Briefing, voice: Voice): Card {
  const { t } = voice;
  const given = posts.filter(({ acting, isConfigured }) => acting === null && !isConfigured);
  const link = (post: HeldPost): Button => ({
    label: given.length === 1 ? t('handover-link') : t('handover-link-of', { post: heldName(t, post) }),
    data: succeedTap.data({ post: post.id }),
    style: 'primary',
  });
  return {
    text: lines(
      bold(t('handover-title')),
      briefingText(briefing, voice),
      '',
      given.length > 0 ? t('handover-how') : notText(posts, voice),
    ),
    buttons: given.map((post) => [link(post)]),
  };
}
