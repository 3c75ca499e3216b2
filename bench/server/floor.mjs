// The floor: what a save does in the database and nothing else, as often as this process can.
// node floor.mjs PLACE SECONDS CONCURRENCY, where PLACE is a directory or a postgres:// URL.
import { openPostgresStore, openSqliteStore } from '../../dist/server/index.js';

const [place = '', seconds = '1', concurrency = '1'] = process.argv.slice(2);
const store = place.startsWith('postgres:')
  ? await openPostgresStore({ url: place })
  : await openSqliteStore({ directory: place });

const end = performance.now() + Number(seconds) * 1000;
let saves = 0;

async function saveUntilTheEnd(worker) {
  for (let edit = 0; performance.now() < end; edit += 1) {
    const entry = {
      id: `entry-${edit % 10}`,
      clock: `${(Date.now() + edit).toString(16).padStart(12, '0')}-0000-00000000000000aa`,
      isTombstone: false,
      value: new Uint8Array(200),
    };
    await store.transact(`floor-account-${worker}`, async (transaction) => {
      await transaction.findHeads([entry.id]);
      await transaction.putEntries([entry]);
    });
    saves += 1;
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(concurrency) }, (_, worker) => saveUntilTheEnd(worker)));
const perSecond = saves / ((performance.now() - began) / 1000);
await store.close();
process.stdout.write(JSON.stringify({ perSecond }));
process.exit(0);
