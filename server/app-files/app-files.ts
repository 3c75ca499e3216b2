import { realpathSync } from 'node:fs';
import type { Context, Handler } from 'hono';
import { accepts } from 'hono/accepts';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress';
import { getMimeType } from 'hono/utils/mime';
import { notFound } from '../handler/methods.ts';
import { cachingOf } from './caching.ts';
import { CompressedFiles } from './compressed-files.ts';
import { type AppFile, findAppFile } from './find-app-file.ts';

const INDEX = '/index.html';
const WORTH_COMPRESSING = 1024;

/**
 * Serves the built app in `directory`, and its index to navigations that name no file: the app has routes of its own.
 * @throws when the directory does not exist.
 */
export function appFiles(directory: string): Handler {
  const root = realpathSync(directory);
  const compressed = new CompressedFiles();
  return async (context) => {
    const { pathname } = new URL(context.req.url);
    const file = await findAppFile(root, pathname === '/' ? INDEX : pathname);
    const shown = file ?? (isNavigation(context, pathname) ? await findAppFile(root, INDEX) : undefined);
    return shown === undefined ? notFound() : answerFile(context, shown, compressed);
  };
}

function isNavigation({ req }: Context, pathname: string): boolean {
  const lastSegment = pathname.slice(pathname.lastIndexOf('/'));
  return !lastSegment.includes('.') && /\btext\/html\b/i.test(req.header('Accept') ?? '');
}

async function answerFile(context: Context, file: AppFile, compressed: CompressedFiles): Promise<Response> {
  const headers = new Headers({
    ETag: file.etag,
    'Cache-Control': cachingOf(file.path),
    Vary: 'Accept-Encoding',
  });
  if (isCurrent(context.req.header('If-None-Match'), file.etag)) return new Response(null, { status: 304, headers });
  const type = getMimeType(file.path) ?? 'application/octet-stream';
  headers.set('Content-Type', type);
  if (!shouldCompress(context, type, file.size)) return answerBytes(await file.read(), headers);
  headers.set('Content-Encoding', 'gzip');
  return answerBytes(await compressed.of(file), headers);
}

function answerBytes(bytes: Uint8Array, headers: Headers): Response {
  headers.set('Content-Length', String(bytes.byteLength));
  return new Response(Uint8Array.from(bytes), { headers });
}

function isCurrent(known: string | undefined, etag: string): boolean {
  return known?.split(',').some((candidate) => ['*', etag].includes(candidate.trim())) ?? false;
}

function shouldCompress(context: Context, type: string, size: number): boolean {
  if (size < WORTH_COMPRESSING || !COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type)) return false;
  return accepts(context, { header: 'Accept-Encoding', supports: ['gzip'], default: 'identity' }) === 'gzip';
}
