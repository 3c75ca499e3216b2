import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ORIGIN, openHandler, problemIn } from '../testing/open-handler.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';

const SCRIPT = `console.log('${'backhaul '.repeat(500)}')`;
const PAGE = '<!doctype html><title>Backhaul</title>';

async function openApp() {
  const directory = await temporaryDirectory();
  const app = join(directory, 'app');
  await mkdir(join(app, 'assets'), { recursive: true });
  const files = {
    '../secret.txt': 'secret',
    '.env': 'secret',
    'index.html': PAGE,
    'sw.js': 'self',
    'manifest.webmanifest': '{}',
    'assets/app-1a2b.js': SCRIPT,
    'assets/app-1a2b.css': 'a{}',
    'icon.svg': '<svg/>',
    'a name.txt': 'spaced',
    'icon.png': 'png',
  };
  for (const [path, content] of Object.entries(files)) await writeFile(join(app, path), content);
  await symlink(join(directory, 'secret.txt'), join(app, 'link.txt'));
  const { handler } = await openHandler({ appDirectory: app });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    handler(new Request(`${ORIGIN}${path}`, { method, headers }));
  return { app, get };
}

describe('the files of the app', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache, no-store, must-revalidate'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/app-1a2b.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/icon.svg', 'image/svg+xml; charset=utf-8', 'public, max-age=300, must-revalidate'],
    ['/icon.png?v=2', 'image/png', 'public, max-age=300, must-revalidate'],
    ['/a%20name.txt', 'text/plain; charset=utf-8', 'public, max-age=300, must-revalidate'],
  ])('%s is %s, %s', async (path, type, caching) => {
    const { get } = await openApp();
    const { status, headers } = await get(path);
    expect([status, headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual([200, type, caching]);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  it('are not sent again while they are unchanged', async () => {
    const { app, get } = await openApp();
    const etag = (await get('/icon.svg')).headers.get('ETag') ?? '';
    const again = await get('/icon.svg', { 'If-None-Match': `"other", ${etag}` });
    expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag]);
    await writeFile(join(app, 'icon.svg'), '<svg></svg>');
    expect((await get('/icon.svg', { 'If-None-Match': etag })).status).toBe(200);
  });

  it('have another tag when only their time differs', async () => {
    const { app, get } = await openApp();
    const etag = (await get('/sw.js')).headers.get('ETag');
    await utimes(join(app, 'sw.js'), 1, 1);
    expect((await get('/sw.js')).headers.get('ETag')).not.toBe(etag);
  });

  it('are compressed when they are text, large enough, and the client can', async () => {
    const { get } = await openApp();
    const gzip = { 'Accept-Encoding': 'br, gzip' };
    const script = await get('/assets/app-1a2b.js', gzip);
    expect([script.headers.get('Content-Encoding'), script.headers.get('Vary')]).toEqual(['gzip', 'Accept-Encoding']);
    const bytes = new Uint8Array(await script.arrayBuffer());
    expect(script.headers.get('Content-Length')).toBe(String(bytes.byteLength));
    expect(gunzipSync(bytes).toString()).toBe(SCRIPT);
    expect((await get('/assets/app-1a2b.css', gzip)).headers.get('Content-Encoding')).toBeNull();
    const plain = await get('/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip;q=0' });
    expect([plain.headers.get('Content-Encoding'), await plain.text()]).toEqual([null, SCRIPT]);
  });

  it('are compressed once for each tag', async () => {
    const { app, get } = await openApp();
    const file = join(app, 'assets/app-1a2b.js');
    await utimes(file, 1, 1);
    const asked = async () => {
      const response = await get('/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip' });
      return gunzipSync(new Uint8Array(await response.arrayBuffer())).toString();
    };
    expect(await asked()).toBe(SCRIPT);
    // What has the same size and time has the same tag: only this shows that it is not compressed again.
    await writeFile(file, SCRIPT.toUpperCase());
    await utimes(file, 1, 1);
    expect(await asked()).toBe(SCRIPT);
    await utimes(file, 2, 2);
    expect(await asked()).toBe(SCRIPT.toUpperCase());
  });

  it('answer HEAD with the headers of GET', async () => {
    const { get } = await openApp();
    const response = await get('/icon.svg', {}, 'HEAD');
    expect([response.status, response.headers.get('Content-Length'), await response.text()]).toEqual([200, '6', '']);
  });
});

describe('navigations', () => {
  const headers = { Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

  it.each(['/spaces/42', '/settings', '/settings/', '/%C3%BC'])('to %s show the app', async (path) => {
    const { get } = await openApp();
    const response = await get(path, headers);
    expect([response.status, await response.text()]).toEqual([200, PAGE]);
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
  });

  it.each(['/v1', '/v1/unknown', '/assets/gone.js', '/spaces/42.json'])('to %s do not', async (path) => {
    const { get } = await openApp();
    expect((await problemIn(await get(path, headers))).status).toBe(404);
  });

  it('are not what a script or a write asks for', async () => {
    const { get } = await openApp();
    expect((await problemIn(await get('/settings', { Accept: '*/*' }))).status).toBe(404);
    expect((await problemIn(await get('/settings', headers, 'POST'))).status).toBe(404);
  });
});

describe('path tricks', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%252e%252e/%252e%252e/secret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/.env',
    '/%2eenv',
    '/link.txt',
    '/icon.svg%00.html',
    '/icon.svg/',
    '/%ff.txt',
    '/assets',
    `/${'a'.repeat(5000)}`,
  ])('are refused: %s', async (path) => {
    const { get } = await openApp();
    expect(await problemIn(await get(path))).toMatchObject({ status: 404, code: 'not-found' });
  });
});
