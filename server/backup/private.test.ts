import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { backupSqlite, restoreSqlite } from './index.ts';
import { writeNewFile } from './new-file.ts';

/** Who may read a file that is being checked: it is whole then, and has not got its name yet. */
const modes = vi.hoisted((): number[] => []);

vi.mock(import('./check-database.ts'), async (importOriginal) => {
  const { checkDatabase } = await importOriginal();
  return {
    checkDatabase: async (file, name) => {
      modes.push(await modeOf(file));
      await checkDatabase(file, name);
    },
  };
});

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

const umask = process.umask();
beforeEach(() => void process.umask(0));
afterEach(() => void process.umask(umask));

it('a file is its owner’s alone before anything is in it', async () => {
  const file = join(await temporaryDirectory(), 'new');
  await writeNewFile(file, async (beside) => {
    expect(await stat(beside)).toMatchObject({ size: 0 });
    expect(await modeOf(beside)).toBe(0o600);
  });
  expect(await modeOf(file)).toBe(0o600);
});

it('nobody else may read what is not finished, of a backup or of a restored database', async () => {
  const [directory, elsewhere] = [await temporaryDirectory(), await temporaryDirectory()];
  await (await openSqliteStore({ directory })).close();
  const file = join(elsewhere, 'copy.sqlite');
  await backupSqlite({ file, dataDirectory: directory });
  await chmod(file, 0o644);
  await restoreSqlite({ file, dataDirectory: join(elsewhere, 'data') });
  expect(modes).toEqual([0o600, 0o600]);
  expect(await modeOf(join(elsewhere, 'data', 'backhaul.sqlite'))).toBe(0o600);
});
