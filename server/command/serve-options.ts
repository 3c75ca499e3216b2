import { DEFAULT_BODY_LIMIT } from '../handler/request-body.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { LOG_LEVELS } from '../log/log-level.ts';
import { DEFAULT_PRUNING } from '../pruning/pruning.ts';
import { DEFAULT_QUOTA } from '../quota/quota.ts';
import { DEFAULT_MAX_CONNECTIONS } from '../serve/listen.ts';
import { list, oneOf, text, textOrNone, wholeNumber, wholeNumberOrNone } from './option.ts';

const SECOND = 1000;
const A_BILLION = 1_000_000_000;

/** Everything that `backhaul serve` can be told, in the order in which the help lists it. */
export const SERVE_OPTIONS = {
  port: wholeNumber(
    {
      flag: 'port',
      variable: 'PORT',
      placeholder: 'N',
      subject: 'The port',
      help: 'Port to listen on; 0 takes any free one',
    },
    { from: 0, to: 65535, otherwise: 4180 },
  ),
  host: text(
    { flag: 'host', variable: 'HOST', placeholder: 'H', subject: 'The host', help: 'Address to listen on' },
    '127.0.0.1',
  ),
  dataDirectory: text(
    {
      flag: 'data',
      variable: 'DATA_DIR',
      placeholder: 'DIR',
      subject: 'The data directory',
      help: 'Where the data is kept',
    },
    './data',
  ),
  databaseUrl: textOrNone({
    flag: 'database-url',
    variable: 'DATABASE_URL',
    placeholder: 'URL',
    subject: 'The database URL',
    help: 'A PostgreSQL to keep it in instead of there',
  }),
  appDirectory: textOrNone({
    flag: 'app',
    variable: 'APP_DIR',
    placeholder: 'DIR',
    subject: 'The app directory',
    help: 'A built app to serve beside the API',
  }),
  publicHosts: list(
    {
      flag: 'public-host',
      variable: 'PUBLIC_HOSTS',
      placeholder: 'NAME',
      subject: 'A public host',
      help: 'What clients call the server; again or with commas',
    },
    isHost,
    'a name and perhaps a port, such as app.example',
  ),
  corsOrigins: list(
    {
      flag: 'cors-origin',
      variable: 'CORS_ORIGINS',
      placeholder: 'ORIGIN',
      subject: 'An origin',
      help: 'Where else an app may come from; again or with commas',
    },
    isOrigin,
    'a scheme, a host and perhaps a port, such as https://app.example',
  ),
  trustProxy: wholeNumber(
    {
      flag: 'trust-proxy',
      variable: 'TRUST_PROXY',
      placeholder: 'N',
      subject: 'The number of proxies',
      help: 'Proxies in front whose X-Forwarded-For is believed',
    },
    { from: 0, to: 10, otherwise: 0 },
  ),
  bodyLimit: wholeNumber(
    {
      flag: 'body-limit',
      variable: 'BODY_LIMIT',
      placeholder: 'BYTES',
      subject: 'The body limit',
      help: 'Largest request body',
    },
    { from: 1, to: 2 ** 30, otherwise: DEFAULT_BODY_LIMIT },
  ),
  requestsPerAddress: wholeNumber(
    {
      flag: 'address-rate',
      variable: 'ADDRESS_RATE',
      placeholder: 'N',
      subject: 'The rate of an address',
      help: 'Requests a minute from one address; 0 is no limit',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_LIMITS.requestsPerAddress },
  ),
  requestsPerAccount: wholeNumber(
    {
      flag: 'account-rate',
      variable: 'ACCOUNT_RATE',
      placeholder: 'N',
      subject: 'The rate of an account',
      help: 'Requests a minute for one account; 0 is no limit',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_LIMITS.requestsPerAccount },
  ),
  registrationsPerAddress: wholeNumber(
    {
      flag: 'registration-rate',
      variable: 'REGISTRATION_RATE',
      placeholder: 'N',
      subject: 'The rate of registrations',
      help: 'Registrations a minute from one address; 0 is no limit',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_LIMITS.registrationsPerAddress },
  ),
  streamsPerAccount: wholeNumber(
    {
      flag: 'account-streams',
      variable: 'ACCOUNT_STREAMS',
      placeholder: 'N',
      subject: 'The number of live streams',
      help: 'Live streams open for one account; 0 is no limit',
    },
    { from: 0, to: 1_000_000, otherwise: DEFAULT_LIMITS.streamsPerAccount },
  ),
  quotaBytes: wholeNumber(
    {
      flag: 'account-bytes',
      variable: 'ACCOUNT_BYTES',
      placeholder: 'BYTES',
      subject: 'The bytes of an account',
      help: 'Most bytes that one account holds; 0 is no limit',
    },
    { from: 0, to: 2 ** 50, otherwise: DEFAULT_QUOTA.bytes },
  ),
  quotaEntries: wholeNumber(
    {
      flag: 'account-entries',
      variable: 'ACCOUNT_ENTRIES',
      placeholder: 'N',
      subject: 'The entries of an account',
      help: 'Most entries that one account holds; 0 is no limit',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_QUOTA.entries },
  ),
  tombstoneAge: wholeNumber(
    {
      flag: 'tombstone-age',
      variable: 'TOMBSTONE_AGE',
      placeholder: 'SECONDS',
      subject: 'The age of tombstones',
      help: 'How long deletions are remembered at least',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_PRUNING.tombstoneAge / SECOND, unit: SECOND },
  ),
  deviceAway: wholeNumber(
    {
      flag: 'device-away',
      variable: 'DEVICE_AWAY',
      placeholder: 'SECONDS',
      subject: 'The absence of a device',
      help: 'How long a device that is away has them remembered',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_PRUNING.deviceAway / SECOND, unit: SECOND },
  ),
  pruneEvery: wholeNumber(
    {
      flag: 'prune-every',
      variable: 'PRUNE_EVERY',
      placeholder: 'SECONDS',
      subject: 'The time between two prunings',
      help: 'How often an account’s deletions are looked through',
    },
    { from: 0, to: A_BILLION, otherwise: DEFAULT_PRUNING.every / SECOND, unit: SECOND },
  ),
  slowAfter: wholeNumber(
    {
      flag: 'slow-after',
      variable: 'SLOW_AFTER',
      placeholder: 'SECONDS',
      subject: 'The patience with slow clients',
      help: 'Patience with headers, bodies and readers that stall',
    },
    { from: 1, to: 3600, otherwise: DEFAULT_LIMITS.slowAfter / SECOND, unit: SECOND },
  ),
  minimumRate: wholeNumber(
    {
      flag: 'minimum-rate',
      variable: 'MINIMUM_RATE',
      placeholder: 'BYTES',
      subject: 'The minimum rate of a body',
      help: 'What a body keeps up a second after that; 0 is none',
    },
    { from: 0, to: 2 ** 30, otherwise: DEFAULT_LIMITS.minimumRate },
  ),
  requestWithin: wholeNumber(
    {
      flag: 'request-within',
      variable: 'REQUEST_WITHIN',
      placeholder: 'SECONDS',
      subject: 'The time for a request',
      help: 'Longest time from first byte asked to last answered',
    },
    { from: 1, to: 86_400, otherwise: DEFAULT_LIMITS.requestWithin / SECOND, unit: SECOND },
  ),
  maxConnections: wholeNumber(
    {
      flag: 'max-connections',
      variable: 'MAX_CONNECTIONS',
      placeholder: 'N',
      subject: 'The number of connections',
      help: 'Connections open at a time; 0 is no limit',
    },
    { from: 0, to: 1_000_000, otherwise: DEFAULT_MAX_CONNECTIONS },
  ),
  stopDelay: wholeNumber(
    {
      flag: 'stop-delay',
      variable: 'STOP_DELAY',
      placeholder: 'SECONDS',
      subject: 'The delay of a stop',
      help: 'Goes on serving so long, not ready, when it is to stop',
    },
    { from: 0, to: 600, otherwise: 0, unit: SECOND },
  ),
  stopWithin: wholeNumber(
    {
      flag: 'stop-within',
      variable: 'STOP_WITHIN',
      placeholder: 'SECONDS',
      subject: 'The time for a stop',
      help: 'Finishes what it has accepted for so long',
    },
    { from: 0, to: 600, otherwise: 5, unit: SECOND },
  ),
  metricsPort: wholeNumberOrNone(
    {
      flag: 'metrics-port',
      variable: 'METRICS_PORT',
      placeholder: 'N',
      subject: 'The port of the metrics',
      help: 'Port for /metrics; 0 takes any free one',
    },
    { from: 0, to: 65535 },
  ),
  metricsHost: text(
    {
      flag: 'metrics-host',
      variable: 'METRICS_HOST',
      placeholder: 'H',
      subject: 'The host of the metrics',
      help: 'Address for /metrics',
    },
    '127.0.0.1',
  ),
  logLevel: oneOf(
    {
      flag: 'log-level',
      variable: 'LOG_LEVEL',
      placeholder: 'LEVEL',
      subject: 'The log level',
      help: `What is logged: ${LOG_LEVELS.join(', ')}`,
    },
    LOG_LEVELS,
    'info',
  ),
};

/** As a browser writes it in a `Host` header. */
function isHost(text: string): boolean {
  return URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text;
}

/** As a browser writes it in an `Origin` header. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}
