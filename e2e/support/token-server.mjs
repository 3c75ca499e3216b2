// As `backhaul serve`, of which it understands what the tests say, for an app that has a way of its own to tell who asks: a
// token is the name of the account that it stands for.
import { parseArgs } from 'node:util';
import { bearerTokens, createLogger, serve } from 'backhaul/server';

/** A token that was valid once. */
const EXPIRED = 'old';

const text = { type: 'string' };
const { values } = parseArgs({
  options: { port: text, data: text, app: text },
  allowPositionals: true,
});

const running = await serve({
  host: '127.0.0.1',
  port: Number(values.port),
  dataDirectory: values.data,
  authenticate: bearerTokens((token) => (token === EXPIRED ? undefined : token)),
  limits: { requestsPerAddress: 0, requestsPerAccount: 0, registrationsPerAddress: 0 },
  log: createLogger({ level: process.env.LOG_LEVEL }),
});
process.once('SIGTERM', () => running.stop());
console.log(`Backhaul listens on ${running.url}`);
