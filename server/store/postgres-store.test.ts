import { emptyDatabase, migratedDatabase } from '../testing/postgres.ts';
import { openPostgresStore } from './postgres-store.ts';
import { storeContract } from './store-contract.ts';

const openingAt = (url: string) => () => openPostgresStore({ url });

storeContract('PostgreSQL', {
  empty: async () => openingAt(await emptyDatabase()),
  migrated: async () => openingAt(await migratedDatabase()),
});
