import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { demoPort, takenPort } from '../../playground/demo/port.js';
import { createLocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { TOKEN } from './served.js';

describe('the demo’s port', () => {
  it('is 8181 unless DEMO_PORT names another', () => {
    expect(demoPort(undefined)).toEqual({ ok: true, port: 8181 });
    expect(demoPort('')).toEqual({ ok: true, port: 8181 });
    expect(demoPort(' 9000 ')).toEqual({ ok: true, port: 9000 });
  });

  it.each(['0', '65536', 'x', '80.5', '-1'])('%s is refused in one sentence each', (given) => {
    expect(demoPort(given)).toEqual({
      ok: false,
      sentences: `DEMO_PORT harus berupa angka 1 sampai 65535, bukan ${given}.\nDEMO_PORT must be a number from 1 to 65535, not ${given}.`,
    });
  });

  it('where it is taken, is said so with another to try', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      const error: unknown = await serveTelegram(createLocalTelegram({ token: TOKEN }), { port }).catch(
        (reason: unknown) => reason,
      );
      expect(takenPort(error, port)).toBe(
        `Port ${port} sudah dipakai: tutup demo yang lain, atau jalankan DEMO_PORT=${port + 1} npm run demo.\nPort ${port} is taken: close the other demo, or run DEMO_PORT=${port + 1} npm run demo.`,
      );
    } finally {
      other.close();
    }
    expect(takenPort(new Error('listen EACCES'), port)).toBeUndefined();
  });
});
