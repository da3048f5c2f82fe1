import { isObject, Params } from '../wire/params.js';
import type { World } from '../world/world.js';
import { carryOut } from './perform.js';

/** Carries out the method that a bot may put into its answer to a webhook delivery; anything else is ignored. */
export async function carryOutWebhookAnswer(world: World, answer: string): Promise<void> {
  const call = parseCall(answer);
  if (call) await carryOut(world, call.method, call.params, new AbortController().signal);
}

function parseCall(answer: string): { method: string; params: Params } | undefined {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (!isObject(parsed)) return undefined;
    const { method: name, ...values } = parsed;
    return typeof name === 'string' ? { method: name, params: new Params(values) } : undefined;
  } catch {
    return undefined;
  }
}
