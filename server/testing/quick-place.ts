import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** Where Linux keeps files in memory; a container may have little of it, and other systems have none. */
const IN_MEMORY = '/dev/shm';
const ROOM = 512 * 1024 * 1024;

/** The directory where temporary files cost least, for what is not about the disk: in memory, where there is room. */
export async function quickPlace(): Promise<string> {
  return (await hasRoom(IN_MEMORY)) ? IN_MEMORY : tmpdir();
}

/** In bytes that anybody may write. */
async function hasRoom(directory: string): Promise<boolean> {
  return await statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize >= ROOM,
    () => false,
  );
}
