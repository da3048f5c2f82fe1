import type { User, UserFromGetMe } from 'grammy/types';

/** A person to add to the local Telegram. */
export interface NewUser {
  readonly id: number;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  /** IETF tag of the person's app, for example `id` or `en`. */
  readonly language_code?: string;
}

interface Person {
  user: User;
  started: boolean;
  blocked: boolean;
}

/** The people of one local Telegram and whether the bot may write to them. */
export class People {
  readonly bot: UserFromGetMe;
  readonly #people = new Map<number, Person>();

  constructor(bot: UserFromGetMe) {
    this.bot = bot;
  }

  add(user: NewUser): User {
    if (!Number.isSafeInteger(user.id) || user.id <= 0)
      throw new Error(`user id ${user.id} is not a positive integer`);
    if (this.#people.has(user.id) || user.id === this.bot.id)
      throw new Error(`user ${user.id} exists already`);
    const added: User = { is_bot: false, ...user };
    this.#people.set(user.id, { user: added, started: false, blocked: false });
    return added;
  }

  /** Another name or language for somebody who is there; their later messages carry it. */
  change(user: NewUser): User {
    const person = this.person(user.id);
    person.user = { is_bot: false, ...user };
    return person.user;
  }

  /** The user with this id, the bot included; undefined when there is none. */
  find(id: number): User | undefined {
    return id === this.bot.id ? botAsUser(this.bot) : this.#people.get(id)?.user;
  }

  /** A person that must exist. */
  person(id: number): Person {
    const person = this.#people.get(id);
    if (!person) throw new Error(`no user ${id}; there are ${[...this.#people.keys()].join(', ') || 'none'}`);
    return person;
  }

  /** Nobody has started or blocked the bot any more. */
  forget(): void {
    for (const person of this.#people.values()) {
      person.started = false;
      person.blocked = false;
    }
  }
}

/** The bot as others see it: without what only `getMe` tells. */
export function botAsUser(bot: UserFromGetMe): User {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}
