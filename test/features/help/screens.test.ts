import { expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/access/actor.js';
import { helpCard, notUnderstoodCard } from '../../../src/features/help/messages.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { ZONE } from '../../support/world.js';

const t = translator('id');
const UNIT = 'Rutan Masohi';

function actor(kind: PostKind, agencyId: number | null = null): Actor {
  const who = {
    personId: 7,
    telegramId: 70n,
    name: 'Budi',
    locale: 'id' as const,
    unitId: 1,
    unitName: UNIT,
  };
  return { ...who, zone: ZONE, posts: [{ id: 1, unitId: 1, kind, agencyId }] };
}

it('help is of what one may do, and of nothing else', async () => {
  const help = (who: Actor | undefined, alone = true) => helpCard(t, 'id', who, alone, UNIT);
  const lost = (who: Actor | undefined) => notUnderstoodCard(t, 'id', who, UNIT);
  const kinds = ['head', 'officer', 'humas'] as const;
  await expect(
    screensOf({
      ...Object.fromEntries(kinds.map((kind) => [kind, help(actor(kind))])),
      'an agency’s head': help(actor('agencyHead', 3)),
      'an officer in a group': help(actor('officer'), false),
      'a stranger': help(undefined),
      'a stranger in a group': help(undefined, false),
      'not understood, of an officer': lost(actor('officer')),
      'not understood, of a stranger': lost(undefined),
    }),
  ).toMatchFileSnapshot('screens/help.txt');
});
