import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { DEFAULT_PRUNING } from '../pruning/pruning.ts';
import { DEFAULT_QUOTA } from '../quota/quota.ts';
import { parseCommand } from './config.ts';

const DEFAULTS = {
  host: '127.0.0.1',
  port: 4180,
  dataDirectory: './data',
  bodyLimit: 4_194_304,
  publicHosts: [],
  corsOrigins: [],
  trustProxy: 0,
  limits: DEFAULT_LIMITS,
  quota: DEFAULT_QUOTA,
  pruning: DEFAULT_PRUNING,
  maxConnections: 10_000,
  stopDelay: 0,
  stopWithin: 5000,
  metricsHost: '127.0.0.1',
  logLevel: 'info',
};

describe('the command line', () => {
  it('has defaults for everything', () => {
    expect(parseCommand(['serve'], {})).toEqual({ kind: 'serve', config: DEFAULTS });
  });

  it('takes flags', () => {
    const flags = ['--port', '0', '--host=::1', '--data', '/d', '--app', 'dist/app', '--body-limit', '1024'];
    expect(parseCommand(['serve', ...flags], {})).toEqual({
      kind: 'serve',
      config: { ...DEFAULTS, host: '::1', port: 0, dataDirectory: '/d', appDirectory: 'dist/app', bodyLimit: 1024 },
    });
  });

  it('takes how long deletions are remembered, in seconds', () => {
    const flags = ['--tombstone-age', '60', '--device-away', '120'];
    expect(parseCommand(['serve', ...flags], { PRUNE_EVERY: '0' })).toEqual({
      kind: 'serve',
      config: { ...DEFAULTS, pruning: { tombstoneAge: 60_000, deviceAway: 120_000, every: 0 } },
    });
  });

  it('takes limits, with times in seconds, and counts 0 as none', () => {
    const rates = [
      '--address-rate',
      '600',
      '--account-rate',
      '0',
      '--registration-rate',
      '6',
      '--account-streams',
      '3',
    ];
    const flags = [...rates, '--stop-delay', '2', '--max-connections', '0'];
    const slow = { SLOW_AFTER: '7', MINIMUM_RATE: '0', REQUEST_WITHIN: '60', STOP_WITHIN: '9', BODY_LIMIT: '5' };
    expect(parseCommand(['serve', ...flags], slow)).toEqual({
      kind: 'serve',
      config: {
        ...DEFAULTS,
        bodyLimit: 5,
        maxConnections: 0,
        stopDelay: 2000,
        stopWithin: 9000,
        limits: {
          requestsPerAddress: 600,
          requestsPerAccount: 0,
          registrationsPerAddress: 6,
          streamsPerAccount: 3,
          slowAfter: 7000,
          minimumRate: 0,
          requestWithin: 60_000,
        },
      },
    });
  });

  it('takes what an account may hold', () => {
    const config = { ...DEFAULTS, quota: { bytes: 0, entries: 7 } };
    const flags = ['--account-bytes', '0'];
    expect(parseCommand(['serve', ...flags], { ACCOUNT_ENTRIES: '7' })).toEqual({ kind: 'serve', config });
  });

  it('takes what is around the server', () => {
    const flags = ['--trust-proxy', '1', '--metrics-port=0', '--metrics-host', '::', '--log-level', 'warn'];
    expect(parseCommand(['serve', ...flags], { LOG_LEVEL: 'silent' })).toEqual({
      kind: 'serve',
      config: { ...DEFAULTS, trustProxy: 1, metricsPort: 0, metricsHost: '::', logLevel: 'warn' },
    });
  });

  it.each([
    [['--cors-origin', 'https://a.example', '--cors-origin', 'http://b.example:81'], {}],
    [['--cors-origin', 'https://a.example,http://b.example:81'], { CORS_ORIGINS: 'https://c.example' }],
    [[], { CORS_ORIGINS: ' https://a.example, http://b.example:81,' }],
  ])('takes origins from %j and %j', (flags, environment) => {
    const corsOrigins = ['https://a.example', 'http://b.example:81'];
    expect(parseCommand(['serve', ...flags], environment)).toEqual({
      kind: 'serve',
      config: { ...DEFAULTS, corsOrigins },
    });
  });

  it('takes the names that clients have for it', () => {
    const publicHosts = ['app.example', 'localhost:4180'];
    expect(parseCommand(['serve', '--public-host', publicHosts.join()], {})).toMatchObject({ config: { publicHosts } });
  });

  it('of a flag that is given twice takes the last', () => {
    expect(parseCommand(['serve', '--port', '1', '--port', '2'], {})).toMatchObject({ config: { port: 2 } });
  });

  it.each(['backup', 'restore'])('takes a file and the data for %s', (kind) => {
    expect(parseCommand([kind, 'f.sqlite'], { DATA_DIR: '/d' })).toEqual({
      kind,
      config: { file: 'f.sqlite', dataDirectory: '/d' },
    });
  });

  it('takes the environment, over which flags win', () => {
    const environment = { PORT: '81', HOST: '0.0.0.0', DATA_DIR: '/env', APP_DIR: 'app' };
    expect(parseCommand(['serve', '--port', '82'], environment)).toEqual({
      kind: 'serve',
      config: { ...DEFAULTS, host: '0.0.0.0', port: 82, dataDirectory: '/env', appDirectory: 'app' },
    });
  });

  it('counts an empty variable as none', () => {
    const environment = { PORT: '', HOST: '', DATA_DIR: '', APP_DIR: '' };
    expect(parseCommand(['serve'], environment)).toEqual({ kind: 'serve', config: DEFAULTS });
  });

  it.each([[['--help']], [['-h']], [['serve', '--help']]])('shows help for %j', (args) => {
    expect(parseCommand(args, {})).toEqual({ kind: 'help' });
  });

  it.each([
    [[], {}, 'A command is missing: try "backhaul serve" or "backhaul --help".'],
    [['run'], {}, '"run" is no command: try "backhaul serve" or "backhaul --help".'],
    [['serve', 'now'], {}, '"serve now" is no command: try "backhaul serve" or "backhaul --help".'],
    [['serve', '--port', 'abc'], {}, 'The port (--port or PORT) is a whole number from 0 to 65535, and not "abc".'],
    [['serve', '--port', '65536'], {}, 'The port (--port or PORT) is a whole number from 0 to 65535, and not "65536".'],
    [['serve', '--port', ''], {}, 'The port (--port or PORT) is a whole number from 0 to 65535, and not "".'],
    [['serve'], { PORT: '1e3' }, 'The port (--port or PORT) is a whole number from 0 to 65535, and not "1e3".'],
    [['serve', '--host', ' '], {}, 'The host (--host or HOST) must not be empty.'],
    [
      ['serve', '--body-limit', '0'],
      {},
      'The body limit (--body-limit or BODY_LIMIT) is a whole number from 1 to 1073741824, and not "0".',
    ],
    [
      ['serve', '--cors-origin', 'https://a.example,*'],
      {},
      'An origin (--cors-origin or CORS_ORIGINS) is a scheme, a host and perhaps a port, such as https://app.example, and not "*".',
    ],
    [
      ['serve'],
      { CORS_ORIGINS: 'https://a.example/' },
      'An origin (--cors-origin or CORS_ORIGINS) is a scheme, a host and perhaps a port, such as https://app.example, and not "https://a.example/".',
    ],
    [
      ['serve', '--log-level', 'loud'],
      {},
      'The log level (--log-level or LOG_LEVEL) is one of silent, error, warn, info, and not "loud".',
    ],
    [
      ['serve', '--public-host', 'https://a.example'],
      {},
      'A public host (--public-host or PUBLIC_HOSTS) is a name and perhaps a port, such as app.example, and not "https://a.example".',
    ],
    [['backup'], {}, 'A file is missing: try "backhaul backup FILE".'],
    [
      ['backup', 'a'],
      { DATABASE_URL: 'postgres://h/d' },
      'A PostgreSQL is copied with pg_dump and restored with pg_restore: see docs/operations.md.',
    ],
    [['restore'], {}, 'A file is missing: try "backhaul restore FILE".'],
    [['backup', 'a', 'b'], {}, '"backup a b" is no command: try "backhaul serve" or "backhaul --help".'],
    [['serve', '--colour'], {}, "Unknown option '--colour'."],
    [['serve', '--port'], {}, "Option '--port <value>' argument missing."],
    [['serve', '--port', '--host'], {}, "Option '--port' argument is ambiguous."],
    [['serve', '--port', '-1'], {}, "Option '--port' argument is ambiguous."],
  ])('refuses %j with %j in one sentence', (args, environment, message) => {
    expect(parseCommand(args, environment)).toEqual({ kind: 'refused', message });
  });
});
