import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { GroupGuardRefusal } from '../../delivery/guard/group-guard.js';
import type { Clock } from '../../lib/clock.js';
import { type Locale } from '../../lib/locale.js';
import { type Logger, newReference } from '../../lib/logger.js';
import { telegramFailure } from '../../telegram/failures.js';
import { type Translate, translator } from '../../words/translate.js';
import type { People } from '../people.js';

export type FaultDeps = {
  readonly api: Api;
  readonly logger: Logger;
  readonly people: Pick<People, 'identify'>;
  readonly defaultLocale: Locale;
  readonly clock: Clock;
};

/** Where somebody waits for an answer to the update. */
function waiting(
  update: Update,
):
  | { readonly chatId: number; readonly topicId: number | undefined; readonly queryId: string | undefined }
  | undefined {
  const { message, callback_query: query } = update;
  const at = message ?? query?.message;
  if (!at) return undefined;
  const isTopic = 'is_topic_message' in at && at.is_topic_message;
  return { chatId: at.chat.id, topicId: isTopic ? at.message_thread_id : undefined, queryId: query?.id };
}

/** Why an update is set aside, as a code; undefined where the fault is neither the program's nor Telegram's. */
function causeOf(error: unknown): string | undefined {
  if (error instanceof GroupGuardRefusal) return undefined;
  const failure = telegramFailure(error);
  // Nobody is there any more to be answered.
  if (failure?.kind === 'unreachable') return undefined;
  if (failure) return failure.kind === 'rejected' ? `rejected-${failure.code}` : failure.kind;
  return error instanceof Error ? error.constructor.name : 'fault';
}

/** The one boundary of faults: what is logged of them, and what the person who waits is told. */
export function createFaults(deps: FaultDeps): {
  readonly giveUp: (update: Update, error: unknown) => Promise<void>;
  readonly tellDelay: (update: Update) => Promise<void>;
  /** It is not their fault, and what they sent waits. */
  readonly tellOutage: (update: Update) => Promise<void>;
  readonly causeOf: (error: unknown) => string | undefined;
  /** What they send now isn't read. */
  readonly tellTooFast: (update: Update) => Promise<void>;
  /** For a question that waited so long that it isn't answered any more; see `fateOf`. */
  readonly tellTooOld: (update: Update) => Promise<void>;
} {
  const { api, logger, people, defaultLocale } = deps;

  async function wordsFor(update: Update): Promise<Translate> {
    const from = update.message?.from ?? update.callback_query?.from;
    // The database itself may be what is at fault.
    const known = from && (await people.identify(BigInt(from.id), deps.clock.now()).catch(() => undefined));
    return translator(known?.locale ?? defaultLocale);
  }

  async function tell(update: Update, say: (t: Translate) => string): Promise<void> {
    const place = waiting(update);
    if (!place) return;
    const text = say(await wordsFor(update));
    if (place.queryId) await api.answerCallbackQuery(place.queryId).catch(() => undefined);
    const { topicId } = place;
    await api.sendMessage(place.chatId, text, topicId === undefined ? {} : { message_thread_id: topicId });
  }

  return {
    giveUp: async (update, error) => {
      if (error instanceof GroupGuardRefusal) {
        const { reason, hit } = error;
        logger.warn({ update: update.update_id, reason, ...hit }, 'the guard of groups refused an answer');
        return tell(update, (t) => t('guard-refused'));
      }
      const reference = newReference();
      logger.error({ err: error, reference, update: update.update_id }, 'an update failed');
      await tell(update, (t) => t('fault', { reference }));
    },
    tellDelay: (update) => tell(update, (t) => t('fault-delay')),
    tellOutage: (update) => tell(update, (t) => t('fault-database')),
    causeOf,
    tellTooFast: (update) => tell(update, (t) => t('fault-too-fast')),
    tellTooOld: (update) => tell(update, (t) => t('fault-too-old')),
  };
}
