import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { GuardedPool } from './postgres-pool.ts';

it('asks nothing more over a connection that is lost, and does not wait for it', async () => {
  const lost = new Error('Query read timeout');
  const client = { query: vi.fn().mockRejectedValueOnce(lost), release: vi.fn(), getTransactionStatus: () => 'I' };
  const pool: pg.Pool = Object.assign(new pg.Pool(), { connect: async () => client });
  const lent = await new GuardedPool(pool).connect();
  const isLost = expect.objectContaining({ name: 'NoConnectionError', cause: lost });
  await expect(lent.query('begin', [])).rejects.toEqual(isLost);
  await expect(lent.query('rollback', [])).rejects.toEqual(isLost);
  expect(client.query).toHaveBeenCalledTimes(1);
  lent.release();
  expect(client.release).toHaveBeenCalledWith(true);
});
