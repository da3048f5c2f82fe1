/** What Telegram adds to a refusal that a client can act on. */
export interface RefusalParameters {
  /** Seconds to wait before the call may be repeated. */
  readonly retry_after?: number;
  /** The supergroup that a group has become. */
  readonly migrate_to_chat_id?: number;
}

/** A call that Telegram refuses; becomes `{ok: false, error_code, description, parameters}`. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.name = 'Refusal';
    this.code = code;
    this.parameters = parameters;
  }
}

/**
 * 400. Telegram's servers write reasons with a capital and the Bot API lowers the first letter, except in
 * words that are all capitals such as `BUTTON_DATA_INVALID`; give the reason as clients see it.
 */
export function badRequest(reason: string, parameters?: RefusalParameters): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`, parameters);
}

/** 403: the bot may not write there. */
export function forbidden(reason: string): Refusal {
  return new Refusal(403, `Forbidden: ${reason}`);
}

/** 404: no such method or file. */
export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** 409: two receivers for one bot. */
export function conflict(reason: string): Refusal {
  return new Refusal(409, `Conflict: ${reason}`);
}

/** 429 with the seconds to wait. */
export function tooManyRequests(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}
