import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** `path` is the decoded one, from the app's root. The tag is taken before the bytes: it is never newer than they are. */
export interface AppFile {
  readonly path: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** The file at a request's path, or nothing where there is none, or none that is meant to be seen. `root` is a real path. */
export async function findAppFile(root: string, requestPath: string): Promise<AppFile | undefined> {
  const path = plainPath(requestPath);
  if (path === undefined) return undefined;
  try {
    const file = await realpath(join(root, path));
    return file.startsWith(root + sep) ? await describeFile(path, file) : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function describeFile(path: string, file: string): Promise<AppFile | undefined> {
  const stats = await stat(file, { bigint: true });
  if (!stats.isFile()) return undefined;
  const etag = `W/"${stats.size.toString(36)}-${stats.mtimeNs.toString(36)}"`;
  return { path, etag, size: Number(stats.size), read: () => readFile(file) };
}

/** Nothing for a path that climbs, hides, or means something else to the file system than to a browser. */
function plainPath(requestPath: string): string | undefined {
  const path = decodePath(requestPath);
  if (path === undefined || /[\0\\]/.test(path)) return undefined;
  const segments = path.slice(1).split('/');
  return segments.some((segment) => segment === '' || segment.startsWith('.')) ? undefined : path;
}

function decodePath(requestPath: string): string | undefined {
  try {
    return decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && ABSENT.has(error.code);
}
