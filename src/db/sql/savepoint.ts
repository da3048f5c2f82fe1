import type { Tx } from '../types.js';

/**
 * Runs `work` within a transaction so that what it wrote can be taken back alone: where it rejects, nothing of it
 * remains, the transaction goes on, and the rejection is passed on. On PostgreSQL the locks taken within it go with it.
 */
export async function withSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`SAVEPOINT part`;
  try {
    const result = await work();
    await tx.$executeRaw`RELEASE SAVEPOINT part`;
    return result;
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`;
    await tx.$executeRaw`RELEASE SAVEPOINT part`;
    throw error;
  }
}
