import type { Params } from '../../wire/params.js';
import { badRequest, conflict } from '../../wire/refusal.js';
import type { Method } from '../call.js';

const MAX_TIMEOUT_SECONDS = 50;

function allowedUpdates(params: Params): readonly string[] | undefined {
  const kinds = params.array('allowed_updates');
  if (!kinds) return undefined;
  if (!kinds.every((kind) => typeof kind === 'string')) {
    throw badRequest("can't parse allowed_updates: expected an Array of String");
  }
  return kinds;
}

const getUpdates: Method = async ({ world, params, signal }) => {
  if (world.webhook.target) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const offset = params.integer('offset') ?? 0;
  const limit = Math.min(Math.max(params.integer('limit') ?? 100, 1), 100);
  const timeout = Math.min(Math.max(params.integer('timeout') ?? 0, 0), MAX_TIMEOUT_SECONDS);
  const allowed = allowedUpdates(params);
  if (allowed) world.updates.allowed = allowed;
  return await world.updates.poll({ offset, limit, timeout }, signal);
};

const setWebhook: Method = ({ world, params }) => {
  const url = params.string('url') ?? '';
  const secret = params.string('secret_token');
  if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  if (url !== '' && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const allowed = allowedUpdates(params);
  if (allowed) world.updates.allowed = allowed;
  if (params.boolean('drop_pending_updates')) world.updates.drop();
  world.updates.abortPoll('terminated by setWebhook request');
  const maxConnections = Math.min(Math.max(params.integer('max_connections') ?? 40, 1), 100);
  world.webhook.set(url === '' ? undefined : { url, secret, maxConnections });
  return true;
};

const deleteWebhook: Method = ({ world, params }) => {
  if (params.boolean('drop_pending_updates')) world.updates.drop();
  world.webhook.set(undefined);
  return true;
};

const getWebhookInfo: Method = ({ world }) => {
  const { target, lastError } = world.webhook;
  return {
    url: target?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.updates.pending.length,
    ...(target && { max_connections: target.maxConnections }),
    ...(lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
    ...(world.updates.allowed.length > 0 && { allowed_updates: world.updates.allowed }),
  };
};

/** Methods by which updates reach the bot. */
export const receiving = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo } satisfies Record<
  string,
  Method
>;
