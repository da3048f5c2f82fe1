import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An address that stays while the server behind it changes, as one that moves with a failover. */
export type Address = {
  readonly port: number;
  /** From now on it leads to another port; who is connected is cut off. */
  readonly leadTo: (port: number) => void;
  /** From now on whatever is said through it, either way, comes so many milliseconds later. */
  readonly delay: (ms: number) => void;
  readonly close: () => Promise<void>;
};

export async function openAddress(target: number): Promise<Address> {
  let leadsTo = target;
  let delayMs = 0;
  const open = new Set<Socket>();

  function join(client: Socket): void {
    const server = connect(leadsTo, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      let before = Promise.resolve();
      const inTurn = (say: () => void): void => {
        const due = performance.now() + delayMs;
        before = before.then(() => sleep(Math.max(0, due - performance.now()))).then(say);
      };
      one.on('data', (data: Buffer) => inTurn(() => void other.write(data)));
      one.on('end', () => inTurn(() => void other.end()));
    }
  }

  const listener = createServer(join).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (typeof address !== 'object' || !address) throw new Error('no port is free');
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    leadTo: (port) => {
      leadsTo = port;
      cut();
    },
    delay: (ms) => {
      delayMs = ms;
    },
    close: async () => {
      cut();
      listener.close();
      await once(listener, 'close');
    },
  };
}
