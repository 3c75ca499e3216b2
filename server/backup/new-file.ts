import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupError } from './backup-error.ts';

/**
 * Has `write` fill an empty file under another name beside `file`, and gives it its own once it is whole and on the disk. It is its
 * owner's alone from the beginning.
 * @throws BackupError when there is a file already; it stays as it is.
 */
export async function writeNewFile(file: string, write: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${file}.${process.pid}-${Date.now().toString(36)}.partial`;
  try {
    await (await open(beside, 'wx', 0o600)).close();
    await write(beside);
    await sync(beside);
    await link(beside, file);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) throw new BackupError(`${file} is there already: it is not overwritten.`, { cause });
    throw cause;
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(beside + suffix, { force: true });
  }
  await sync(dirname(file));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
