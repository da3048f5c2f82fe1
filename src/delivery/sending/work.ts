import type { Surroundings } from '../deps.js';
import type { Bell } from './bell.js';
import type { Courier } from './courier.js';
import type { Flights } from './flights.js';
import type { Hand, Item } from './hand.js';

/** What preparing and sending share. `bell` is rung when something has ended; `sent` counts what was sent. */
export type Work = Pick<Surroundings, 'clock' | 'logger' | 'pace'> & {
  readonly hand: Hand;
  readonly flights: Flights;
  readonly courier: Courier;
  readonly bell: Bell;
  sent: number;
};

/** What rejects here stays claimed in the database until the claim runs out, and is then taken up again. */
function run({ hand, logger, bell }: Work, item: Item, job: () => Promise<void>): void {
  void job()
    .catch((err: unknown) => {
      hand.remove(item);
      logger.error({ outbox: item.message.row.id, err }, 'a message was left half done');
    })
    .finally(() => bell.ring());
}

/** Starts whatever of what is in hand may be prepared or sent now. */
export function startWork(work: Work): void {
  const { clock, pace, hand, flights, courier } = work;
  const ms = () => clock.now().getTime();
  for (const item of hand.toPrepare(ms())) {
    item.step = { at: 'preparing' };
    run(work, item, async () => {
      const outgoing = await courier.prepare(item.message);
      if (outgoing) item.step = { at: 'ready', outgoing };
      else hand.remove(item);
    });
  }
  for (let item = hand.toSend(ms()); item; item = hand.toSend(ms())) {
    const { outgoing } = item.step;
    const flying: Item = item;
    const since = ms();
    flying.step = { at: 'flying', since };
    pace.started(since);
    run(work, flying, async () => {
      if (await courier.deliver(flying.message, outgoing)) work.sent += 1;
      flights.landed(ms() - since);
      hand.remove(flying);
    });
  }
}
