import { Client } from 'pg';

/** Runs statements one by one on the server at `url`, over a connection of its own. */
export async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A connection to the server at `url` that is made when it is first used, and anew where it was lost. */
export function keptConnection(url: string): {
  readonly run: (sql: string) => Promise<void>;
  readonly end: () => Promise<void>;
} {
  let kept: Client | undefined;
  return {
    run: async (sql) => {
      if (!kept) {
        kept = new Client({ connectionString: url });
        kept.on('error', () => {
          kept = undefined;
        });
        await kept.connect();
      }
      await kept.query(sql);
    },
    end: async () => kept?.end(),
  };
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
