import { setTimeout as sleep } from 'node:timers/promises';
import type { Params } from '../wire/params.js';
import { badRequest, notFound, Refusal, tooManyRequests } from '../wire/refusal.js';
import type { Fault } from '../world/faults.js';
import type { World } from '../world/world.js';
import { findMethod } from './methods/index.js';

/** How a call ended: carried out, refused, or with the line cut so that the caller hears nothing. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'cut' };

/** Carries out one call, with the fault that waits for it, and logs it unless nothing of it was done. */
export async function perform(
  world: World,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<Outcome> {
  const fault = world.faults.take(name, chatIdOf(params), params.string('text'));
  if (fault && (await delayed(fault, signal)) === 'cut') return { kind: 'cut' };
  const refusal = fault && refusalOf(fault);
  const outcome = refusal
    ? logged(world, name, params, { kind: 'refused', refusal })
    : await carryOut(world, name, params, signal);
  return fault?.kind === 'reset-after' ? { kind: 'cut' } : outcome;
}

/** Carries out one call without faults, and logs it. */
export async function carryOut(
  world: World,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<Outcome> {
  const method = findMethod(name);
  if (!method) return logged(world, name, params, { kind: 'refused', refusal: notFound() });
  try {
    const result = await method.run({ world, params, signal });
    return logged(world, method.name, params, { kind: 'done', result });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return logged(world, method.name, params, { kind: 'refused', refusal: error });
  }
}

function logged(world: World, method: string, params: Params, outcome: Outcome): Outcome {
  const refused =
    outcome.kind === 'refused'
      ? { code: outcome.refusal.code, description: outcome.refusal.message }
      : undefined;
  world.log({ method, params: params.forLog(), at: world.now(), refused });
  return outcome;
}

function chatIdOf(params: Params): number | undefined {
  const id = Number(params.has('chat_id') ? params.string('chat_id') : Number.NaN);
  return Number.isSafeInteger(id) ? id : undefined;
}

/** Waits as the fault says, and says whether the line is cut then. */
async function delayed({ kind, ms = 1000 }: Fault, gone: AbortSignal): Promise<'cut' | undefined> {
  if (kind === 'slow' || kind === 'timeout') {
    await sleep(ms, undefined, { signal: gone }).catch(() => undefined);
  }
  return kind === 'reset-before' || kind === 'timeout' ? 'cut' : undefined;
}

function refusalOf({ kind, retryAfter = 1, reason = 'message text is empty' }: Fault): Refusal | undefined {
  if (kind === '429') return tooManyRequests(retryAfter);
  if (kind === '500') return new Refusal(500, 'Internal Server Error');
  if (kind === '400') return badRequest(reason);
  if (kind === '403') return new Refusal(403, 'Forbidden: bot was blocked by the user');
  return undefined;
}
