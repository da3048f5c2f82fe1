import { DriverAdapterError, type Transaction } from '@prisma/driver-adapter-utils';
import { describe, expect, it } from 'vitest';
import { createQueue, inTurn, retryConflicts, within } from '../../src/db/transactions.js';

const conflict = () => new DriverAdapterError({ kind: 'TransactionWriteConflict' });

describe('retryConflicts', () => {
  it('runs again after a conflict, until it succeeds', async () => {
    let runs = 0;
    const result = await retryConflicts(async () => {
      runs += 1;
      if (runs < 3) throw conflict();
      return 'done';
    });
    expect([result, runs]).toEqual(['done', 3]);
  });

  it('gives up after eight conflicts, and throws the last', async () => {
    const thrown: unknown[] = [];
    const attempt = retryConflicts(() => {
      thrown.push(conflict());
      return Promise.reject(thrown.at(-1));
    });
    await expect(attempt).rejects.toSatisfy((error) => error === thrown.at(-1));
    expect(thrown).toHaveLength(8);
  });

  it('runs nothing again after any other failure', async () => {
    let runs = 0;
    const attempt = retryConflicts(() => {
      runs += 1;
      return Promise.reject(new Error('a fault'));
    });
    await expect(attempt).rejects.toThrow('a fault');
    expect(runs).toBe(1);
  });
});

describe('createQueue', () => {
  it('runs one at a time in the order of coming, past failures', async () => {
    const queue = createQueue();
    const seen: string[] = [];
    const job = (name: string, ms: number) =>
      queue(async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, ms));
        seen.push(`${name} ends`);
        if (name === 'a') throw new Error('a failed');
        return name;
      });
    const results = await Promise.allSettled([job('a', 20), job('b', 1), job('c', 5)]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});

describe('inTurn', () => {
  it('has the statements of one transaction follow each other', async () => {
    let running = 0;
    const most: number[] = [];
    const run = async () => {
      running += 1;
      most.push(running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
    };
    // As much of a transaction as is used here.
    const tx = inTurn({ queryRaw: run, executeRaw: run } as unknown as Transaction);
    const query = { sql: 'SELECT 1', args: [], argTypes: [] };
    await Promise.all([tx.queryRaw(query), tx.executeRaw(query), tx.queryRaw(query)]);
    expect(most).toEqual([1, 1, 1]);
  });
});

describe('within', () => {
  it('passes on what comes in time, and what fails in time', async () => {
    expect(await within(1_000, 'it', Promise.resolve(5))).toBe(5);
    await expect(within(1_000, 'it', Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('rejects in the name of what is late', async () => {
    await expect(within(5, 'a write', new Promise(() => undefined))).rejects.toThrow(
      'a write took longer than 5 ms',
    );
  });
});
