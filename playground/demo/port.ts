/** Where the demo listens unless told otherwise. */
const USUAL = 8181;

/** A port to listen on, or one sentence in each language on why there is none. */
type DemoPort =
  | { readonly ok: true; readonly port: number }
  | { readonly ok: false; readonly sentences: string };

/** @param given The value of `DEMO_PORT`; empty as when it is not set. */
export function demoPort(given: string | undefined): DemoPort {
  if (given === undefined || given.trim() === '') return { ok: true, port: USUAL };
  const port = /^\d+$/.test(given.trim()) ? Number(given) : Number.NaN;
  if (port >= 1 && port <= 65_535) return { ok: true, port };
  return {
    ok: false,
    sentences: `DEMO_PORT harus berupa angka 1 sampai 65535, bukan ${given}.\nDEMO_PORT must be a number from 1 to 65535, not ${given}.`,
  };
}

/** One sentence in each language where the demo can't start because its port is taken; undefined for other errors. */
export function takenPort(error: unknown, port: number): string | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return undefined;
  const other = port === 65_535 ? port - 1 : port + 1;
  return `Port ${port} sudah dipakai: tutup demo yang lain, atau jalankan DEMO_PORT=${other} npm run demo.\nPort ${port} is taken: close the other demo, or run DEMO_PORT=${other} npm run demo.`;
}
