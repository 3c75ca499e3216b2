import { emptyDatabase } from '../testing/postgres.ts';
import { openPostgresStore } from './postgres-store.ts';
import { storeContract } from './store-contract.ts';

storeContract('PostgreSQL', async () => {
  const url = await emptyDatabase();
  return () => openPostgresStore({ url });
});
