import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

/** The packages that are loaded with a module of ours, before anything is called. */
async function packagesLoadedWith(module: string): Promise<Set<string>> {
  const bundled = await rolldown({ input: module, platform: 'node', external: /^[^./]/, logLevel: 'silent' });
  const { output } = await bundled.generate();
  await bundled.close();
  const chunks = new Map(output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part.imports]] : [])));
  const loaded = new Set([output[0].fileName]);
  for (const name of loaded) for (const imported of chunks.get(name) ?? []) loaded.add(imported);
  return loaded;
}

it('would notice', async () => {
  expect(await packagesLoadedWith('server/store/postgres-store.ts')).toContain('pg');
  expect(await packagesLoadedWith('server/store/sqlite-store.ts')).toContain('libsql');
});

it.each([
  ['server/backhaul.ts', ['pg', 'libsql', 'kysely']],
  ['server/index.ts', ['pg', 'libsql', 'kysely']],
  ['server/serve/serve.ts', ['pg', 'libsql']],
  ['server/handler/create-handler.ts', ['pg', 'libsql', 'kysely']],
])('%s loads no database that is not used: none of %j', async (module, drivers) => {
  const packages = await packagesLoadedWith(module);
  expect(packages).toContain('valibot');
  for (const driver of drivers) expect(packages).not.toContain(driver);
});
