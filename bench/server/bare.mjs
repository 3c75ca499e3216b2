// The bare handler: takes a save's body over HTTP and answers it, with no store, no signature and no key.
import { listen } from '../../dist/server/serve/listen.js';

const answer = new Uint8Array(8);
const handler = async (request) => {
  await request.arrayBuffer();
  return new Response(answer, { headers: { 'Content-Type': 'application/cbor' } });
};
const patience = { slowAfter: 30_000, requestWithin: 120_000 };
const log = { error: () => undefined, refused: () => undefined, answered: () => undefined };
const { url } = await listen(handler, { host: '127.0.0.1', port: 0 }, { patience, trustProxy: 0, log });
process.stdout.write(`Bare handler listens on ${url}\n`);
