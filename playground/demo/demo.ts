/** A text of the page: one for all languages, or one each. */
type PageText = string | { readonly id: string; readonly en: string };

/** A place in front of a chat: who sits there and which chat is open. */
interface Seat {
  readonly label: PageText;
  /** In a group: who speaks at first. */
  readonly userId: number;
  readonly chatId: number;
  /** Texts to try, offered as chips. */
  readonly suggestions?: readonly PageText[];
}

/** A clock that the page shows and moves. */
interface DemoClock {
  readonly now: () => Date;
  readonly set: (date: Date) => void;
  /** IANA name, for example `Asia/Jayapura`. */
  readonly zone: string;
}

/** What the page shows besides the chats. */
export interface Demo {
  readonly title: PageText;
  /** One line: what to try. */
  readonly hint?: PageText;
  /** The first three stand side by side; all can be chosen. */
  readonly seats: readonly Seat[];
  readonly clock?: DemoClock;
  /** Starts everything anew; the page reloads when it is done. */
  readonly reset?: () => Promise<void> | void;
}
