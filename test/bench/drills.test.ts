import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { databases } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { isFull } from '../support/size.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a drill in its short form reports, once for each database that there is, and each way to take updates in. */
async function drill(name: string): Promise<Record<string, number>[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/bench/drill.js', name, 'short'], {
    cwd: root,
  });
  return [...stdout.matchAll(/^\{\n.*?^\}/gmsu)].map(
    ([report]) => JSON.parse(report) as Record<string, number>,
  );
}

it.runIf(isFull)(
  'beside a silent chat everybody is answered, by polling and by webhook',
  {
    timeout: 4 * PATIENCE_MS,
  },
  async () => {
    const reports = await drill('chats');
    expect(reports.map(({ unanswered }) => unanswered)).toEqual(databases().flatMap(() => [0, 0]));
  },
);
