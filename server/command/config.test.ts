import { describe, expect, it } from 'vitest';
import { parseCommand } from './config.ts';

const DEFAULTS = { host: '127.0.0.1', port: 4180, dataDirectory: './data', bodyLimit: 4_194_304 };

describe('the command line', () => {
  it('has defaults for everything', () => {
    expect(parseCommand(['serve'], {})).toEqual({ kind: 'serve', config: DEFAULTS });
  });

  it('takes flags', () => {
    const flags = ['--port', '0', '--host=::1', '--data', '/d', '--app', 'dist/app', '--body-limit', '1024'];
    expect(parseCommand(['serve', ...flags], {})).toEqual({
      kind: 'serve',
      config: { host: '::1', port: 0, dataDirectory: '/d', appDirectory: 'dist/app', bodyLimit: 1024 },
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
      'The body limit (--body-limit) is a whole number from 1 to 1073741824, and not "0".',
    ],
    [['serve', '--colour'], {}, "Unknown option '--colour'."],
    [['serve', '--port'], {}, "Option '--port <value>' argument missing."],
    [['serve', '--port', '--host'], {}, "Option '--port' argument is ambiguous."],
    [['serve', '--port', '-1'], {}, "Option '--port' argument is ambiguous."],
  ])('refuses %j with %j in one sentence', (args, environment, message) => {
    expect(parseCommand(args, environment)).toEqual({ kind: 'refused', message });
  });
});
