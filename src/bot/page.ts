/** Somebody's call of a public page, GET (HEAD is one, too) or the POST of a form on it. */
export type PageCall = {
  readonly method: 'GET' | 'POST';
  /** What stands in the path behind the page's place: it lets in whoever has it, so it is never logged. */
  readonly key: string;
  /** The fields of the form; none of a GET. */
  readonly form: URLSearchParams;
  /** The tag of the body that the caller has already. */
  readonly known: string | undefined;
  readonly now: Date;
};

export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

/**
 * What a feature serves over HTTP to whoever has the key, below the address that `PUBLIC_URL` names. A GET changes
 * nothing: messengers fetch what is linked in a chat.
 */
export type Page = {
  /** Where it lies, as `/kalender/`. */
  readonly place: string;
  readonly takesForms: boolean;
  /** Undefined: there is no such page, or no more; which of them, nobody is told. */
  readonly answer: (call: PageCall) => Promise<PageAnswer | undefined>;
};
