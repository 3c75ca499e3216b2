import { Hono } from 'hono';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { CHECKS } from '../conformance/checks/checks.ts';
import { runConformance } from '../conformance/index.ts';
import { ORIGIN } from '../testing/open-handler.ts';
import { openSigned } from '../testing/signed-requests.ts';

/** One check of each kind that depends on what is between a client and the handler. */
const TRIED = ['signatures/altered-query', 'idempotency/same-answer', 'live/after-a-change', 'problems/media'];
const skip = CHECKS.map(({ name }) => name).filter((name) => !TRIED.includes(name));

it('is a fetch function, as Bun, Deno and workers serve', async () => {
  const { handler } = await openSigned({ now: Date.now });
  const app = { fetch: (request: Request) => handler(request) };
  const report = await runConformance(app.fetch, { origin: ORIGIN, skip });
  expect([report.failed, report.passed]).toEqual([[], TRIED]);
});

it('is mounted in an app of Hono, beside its own routes and behind its own steps', async () => {
  const { handler } = await openSigned({ now: Date.now });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('X-App', 'mine');
  });
  app.get('/v1/mine', (context) => context.text('mine'));
  app.all('/v1/*', (context) => handler(context.req.raw));
  const report = await runConformance((request) => app.fetch(request), { origin: ORIGIN, skip });
  expect([report.failed, report.passed]).toEqual([[], TRIED]);
  expect(await (await app.request('/v1/mine')).text()).toBe('mine');
  const response = await app.request('/v1/openapi.json');
  expect([response.status, response.headers.get('X-App')]).toEqual([200, 'mine']);
});

/** What a module loads at once, whatever is asked of it later. */
async function loadedBy(input: string): Promise<string[]> {
  const external = (id: string) => !/^[./]/.test(id);
  const bundle = await rolldown({ input, external, treeshake: true });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const chunks = output.filter((part) => part.type === 'chunk');
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const entry = chunks.find(({ isEntry }) => isEntry);
  const seen = new Set<string>();
  const visit = (imports: readonly string[]) => {
    for (const name of imports) {
      if (seen.has(name)) continue;
      seen.add(name);
      visit(chunks.find(({ fileName }) => fileName === name)?.imports ?? []);
    }
  };
  visit(entry?.imports ?? []);
  return [...seen].filter((name) => !names.has(name)).sort();
}

it('loads neither an HTTP server nor a database by itself', async () => {
  const loaded = await loadedBy('server/handler/index.ts');
  expect(loaded).toEqual(expect.arrayContaining(['hono', 'node:crypto']));
  const unwanted = /^(node:(http2?|https|tls|child_process|cluster)|libsql|pg|kysely|@hono\/node-server)(\/|$)/;
  expect(loaded.filter((name) => unwanted.test(name))).toEqual([]);
  expect((await loadedBy('server/index.ts')).filter((name) => unwanted.test(name))).not.toEqual([]);
});
