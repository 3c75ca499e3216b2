import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'backhaul-walls-'));
  await copyFile(join(root, 'biome.json'), join(scratch, 'biome.json'));
  await copyFile(join(root, '.gitignore'), join(scratch, '.gitignore'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const write = async (path: string, code: string) => {
  const file = join(scratch, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
  return file;
};

/** What the tool printed, whether or not it was content. */
const output = async (command: string, args: string[]) => {
  const failed = (error: { stdout: string; stderr: string }) => error;
  const { stdout, stderr } = await run(command, args, { cwd: scratch }).catch(failed);
  return stdout + stderr;
};

describe('imports across a wall fail the lint', () => {
  /** Who may not import what. */
  const walls = [
    ['src/protocol/probe.ts', '../outbox/index.ts'],
    ['src/outbox/probe.ts', '../client/index.ts'],
    ['src/outbox/replay/probe.ts', '../../../sw/index.ts'],
    ['src/outbox/probe.ts', '../journal/index.ts'],
    ['src/account/probe.ts', '../journal/index.ts'],
    ['src/journal/probe.ts', '../client/index.ts'],
    ['src/journal/merge/probe.ts', '../../../server/index.ts'],
    ['src/journal/adopt/probe.ts', '../../client/index.ts'],
    ['src/client/probe.ts', '../../sw/index.ts'],
    ['src/client/live/probe.ts', '../../react/index.ts'],
    ['src/record/probe.ts', '../client/index.ts'],
    ['src/inspector/probe.ts', '../outbox/index.ts'],
    ['src/inspector/tasks/probe.ts', '../../react/index.ts'],
    ['src/client/probe.ts', '../inspector/index.ts'],
    ['src/react/probe.ts', '../outbox/index.ts'],
    ['src/react/probe.ts', '../tanstack-query/index.ts'],
    ['src/tanstack-query/probe.ts', '../outbox/index.ts'],
    ['src/tanstack-query/probe.ts', '../react/index.ts'],
    ['src/client/probe.ts', '../tanstack-query/index.ts'],
    ['src/react/probe.ts', '../record/index.ts'],
    ['src/app/probe.ts', '../client/index.ts'],
    ['src/app/screens/probe.ts', '../../protocol/index.ts'],
    ['src/app/probe.ts', '../inspector/index.ts'],
    ['sw/probe.ts', '../src/client/index.ts'],
    ['sw/probe.ts', '../src/inspector/index.ts'],
    ['server/probe.ts', '../src/outbox/index.ts'],
    ['server/store/probe.ts', '../../src/client/index.ts'],
  ] as const;

  /** Who may import what. */
  const doors = [
    ['src/outbox/replay/probe.ts', '../../protocol/index.ts'],
    ['src/journal/probe.ts', '../account/index.ts'],
    ['src/journal/delivery/probe.ts', '../../outbox/index.ts'],
    ['src/client/probe.ts', '../outbox/index.ts'],
    ['src/client/journal/probe.ts', '../../journal/index.ts'],
    ['src/tanstack-query/probe.ts', '../client/index.ts'],
    ['src/record/probe.ts', '../outbox/index.ts'],
    ['src/inspector/tasks/probe.ts', '../../client/index.ts'],
    ['src/inspector/probe.ts', '../record/index.ts'],
    ['src/react/probe.ts', '../inspector/index.ts'],
    ['src/app/screens/probe.ts', 'backhaul/react'],
    ['sw/probe.ts', '../src/record/index.ts'],
    ['src/app/screens/probe.ts', '@base-ui/react/dialog'],
    ['sw/probe.ts', '../src/outbox/index.ts'],
    ['server/probe.ts', '../src/protocol/index.ts'],
  ] as const;

  /** One run of the lint for all: it takes longer to start than to read them. */
  let found: string;

  const probeOf = (path: string, specifier: string) =>
    path.replace('probe', `probe-${specifier.replaceAll(/[^a-z]+/g, '-')}`);
  beforeAll(async () => {
    const probes = [...walls, ...doors].map(async ([path, specifier]) => {
      const file = probeOf(path, specifier);
      await write(file, `import { thing } from '${specifier}';\n\nthing();\n`);
      return file;
    });
    found = await output(bin('biome'), [
      'lint',
      '--colors=off',
      '--max-diagnostics=none',
      ...(await Promise.all(probes)),
    ]);
  });
  const isRefused = (path: string, specifier: string) =>
    found.split('\n').some((line) => line.startsWith(probeOf(path, specifier)) && line.includes('noRestrictedImports'));

  test('each is looked at', () => {
    expect(found).toContain(`Checked ${walls.length + doors.length} files`);
  });

  test.each(walls)('%s may not import %s', (path, specifier) => {
    expect(isRefused(path, specifier)).toBe(true);
  });

  test.each(doors)('%s may import %s', (path, specifier) => {
    expect(isRefused(path, specifier)).toBe(false);
  });

  test('circles fail the lint, type imports included', async () => {
    await write('src/client/one.ts', "import type { Two } from './two.ts';\n\nexport type One = Two | 1;\n");
    const two = await write(
      'src/client/two.ts',
      "import type { One } from './one.ts';\n\nexport type Two = One | 2;\n",
    );
    expect(await output(bin('biome'), ['lint', dirname(two)])).toContain('noImportCycles');
  });
});

describe('what is for tests', () => {
  const forTests = /\/testing\/|\/(outbox|journal)\/model\/|-contract\.ts$|\.test\.ts$/;

  test('is imported by nothing else', () => {
    const files = ['src', 'sw', 'server'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    );
    const sources = files.filter((path) => /\.tsx?$/.test(path) && !forTests.test(`/${path}`));
    const guilty = sources.filter((path) => {
      const code = readFileSync(join(root, path), 'utf8');
      return [...code.matchAll(/from '(\.[^']*)'/g)].some(([, specifier = '']) => forTests.test(specifier));
    });
    expect(sources.length).toBeGreaterThan(100);
    expect(guilty).toEqual([]);
  });

  test('is not published', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
    const [{ files }] = JSON.parse(stdout);
    const paths: string[] = files.map(({ path }: { path: string }) => `/${path}`);
    expect(paths).toContain('/src/outbox/index.ts');
    expect(paths.filter((path) => forTests.test(path) || /-contract\./.test(path))).toEqual([]);
  }, 60_000); // npm takes its time on a loaded machine.
});

describe("what a realm does not have doesn't compile in it", () => {
  const compile = async (realm: string, code: string) => {
    const folder = `realm-${realm.replaceAll('/', '-')}`;
    await write(`${folder}/probe.ts`, `${code}\nexport {};\n`);
    const alone = {
      composite: false,
      incremental: false,
      tsBuildInfoFile: null,
      emitDeclarationOnly: false,
      noEmit: true,
    };
    const options = { ...alone, rootDir: '.', typeRoots: [join(root, 'node_modules/@types')] };
    const config = { extends: join(root, realm), compilerOptions: options, include: ['probe.ts'], references: [] };
    await write(`${folder}/tsconfig.json`, JSON.stringify(config));
    return await output(bin('tsc'), ['-p', join(scratch, folder)]);
  };

  test.each([
    ['sw/tsconfig.json', 'document.title;', "'document'"],
    ['src/outbox/tsconfig.worker.json', 'document.title;', "'document'"],
    ['src/journal/tsconfig.worker.json', 'document.title;', "'document'"],
    ['src/account/tsconfig.worker.json', 'document.title;', "'document'"],
    ['src/record/tsconfig.worker.json', 'document.title;', "'document'"],
    ['src/inspector/tsconfig.json', 'new ServiceWorkerGlobalScope();', "'ServiceWorkerGlobalScope'"],
    ['src/outbox/tsconfig.json', 'new ServiceWorkerGlobalScope();', "'ServiceWorkerGlobalScope'"],
    ['src/client/tsconfig.json', 'new ServiceWorkerGlobalScope();', "'ServiceWorkerGlobalScope'"],
    ['src/protocol/tsconfig.json', 'new Request("/");', "'Request'"],
    ['src/protocol/tsconfig.json', 'process.exit();', "'process'"],
    ['server/tsconfig.json', 'document.title;', "'document'"],
  ])('%s: %s', async (realm, code, name) => {
    expect(await compile(realm, code)).toMatch(new RegExp(`error TS\\d+: .*${name}`));
  });

  test.each([
    ['sw/tsconfig.json', 'new Request("/");'],
    ['src/client/tsconfig.json', 'document.title;'],
    ['src/outbox/tsconfig.worker.json', 'navigator.locks.query();'],
  ])('%s has %s', async (realm, code) => {
    expect(await compile(realm, code)).toBe('');
  });
});
