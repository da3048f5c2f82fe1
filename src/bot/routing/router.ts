import { Composer, type Middleware, type NextFunction } from 'grammy';
import type { BotContext } from '../context.js';

/** Handles a command or a button; what it leaves to others it passes on by `next`. `said`: what stands after the name. */
export type NamedHandler = (ctx: BotContext, said: string, next: NextFunction) => Promise<unknown>;

type Kind = 'command' | 'tap';

/** A handler's name, and what stands after it. */
export type Naming = { readonly kind: Kind; readonly name: string; readonly said: string };

type Named = { readonly kind: Kind; readonly name: string; readonly handler: NamedHandler };

/** Handlers by name, in the order in which they are asked. */
type Names = Readonly<Record<Kind, ReadonlyMap<string, readonly NamedHandler[]>>>;

/**
 * A composer whose commands and buttons are found by their name: an update that names its handler asks no other. What
 * is registered by grammY's own methods is asked afterwards, one after the other, of what has no name or was passed on.
 */
export class Router extends Composer<BotContext> {
  readonly #named: (Named | Router)[] = [];
  /** Whether anything but names was registered, here or below. */
  #hasOthers = false;

  handle(kind: Kind, name: string, handler: NamedHandler): void {
    this.#named.push({ kind, name, handler });
  }

  override use(...middleware: readonly Middleware<BotContext>[]): Composer<BotContext> {
    const others = middleware.filter((one) => !(one instanceof Router) || one.#hasOthers);
    this.#named.push(...middleware.filter((one) => one instanceof Router));
    if (others.length === 0) return new Composer<BotContext>();
    this.#hasOthers = true;
    return super.use(...others);
  }

  /** What takes updates that name their handler. `named`: how they do; as a command or a button, unless given. */
  byName(
    named: (ctx: BotContext) => Naming | undefined = namedBy,
  ): (ctx: BotContext, next: NextFunction) => Promise<unknown> {
    const names = this.#names();
    return (ctx, next) => {
      const found = named(ctx);
      const handlers = found && names[found.kind].get(found.name);
      return found && handlers ? askInTurn(handlers, ctx, found.said, next) : next();
    };
  }

  #names(): Names {
    const names = { command: new Map<string, NamedHandler[]>(), tap: new Map<string, NamedHandler[]>() };
    for (const { kind, name, handler } of this.#allNamed()) {
      const known = names[kind].get(name);
      if (known) known.push(handler);
      else names[kind].set(name, [handler]);
    }
    return names;
  }

  #allNamed(): readonly Named[] {
    return this.#named.flatMap((one) => (one instanceof Router ? one.#allNamed() : [one]));
  }
}

/** What an update names: a command that it begins with, to this bot, or the kind of a button. */
function namedBy(ctx: BotContext): Naming | undefined {
  const data = ctx.callbackQuery?.data;
  if (data !== undefined) return { kind: 'tap', name: data.split(':', 1)[0] ?? '', said: data };
  const { message } = ctx;
  const text = message?.text ?? message?.caption;
  const entities = message?.entities ?? message?.caption_entities ?? [];
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (text === undefined || !entity) return undefined;
  const [name = '', to] = text.slice(1, entity.length).split('@');
  if (to !== undefined && to.toLowerCase() !== ctx.me.username.toLowerCase()) return undefined;
  return { kind: 'command', name, said: text.slice(entity.length).trim() };
}

function askInTurn(
  [first, ...others]: readonly NamedHandler[],
  ctx: BotContext,
  said: string,
  next: NextFunction,
): Promise<unknown> {
  if (!first) return next();
  return first(ctx, said, async () => {
    await askInTurn(others, ctx, said, next);
  });
}
