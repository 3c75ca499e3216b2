import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions, type InlineConfig } from 'vite';

const shared: InlineConfig = {
  configFile: false,
  logLevel: 'silent',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['backhaul-source', ...defaultClientConditions] },
};

/** Scripts by their names: the entry is `page.js`, the chunks that it asks for lie beside it. */
export async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  return await bundle('page.ts', 'es');
}

/** The same in one script, for a page opened from a file. */
export async function bundleFilePage(): Promise<string> {
  return onlyScript(await bundle('page.ts', 'iife'));
}

export async function bundleWorker(): Promise<string> {
  return onlyScript(await bundle('worker.ts', 'iife'));
}

async function bundle(entry: string, format: 'es' | 'iife'): Promise<ReadonlyMap<string, string>> {
  const lib = { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: [format], name: 'script' };
  const result = await build({ ...shared, build: { write: false, lib: { ...lib, fileName: () => 'page.js' } } });
  const [bundled] = [result].flat();
  if (bundled === undefined || !('output' in bundled)) throw new Error(`Vite gave no bundle of ${entry}.`);
  return new Map(bundled.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}

function onlyScript(scripts: ReadonlyMap<string, string>): string {
  const [script, ...others] = scripts.values();
  if (script === undefined || others.length > 0) throw new Error(`One script was asked for: ${[...scripts.keys()]}`);
  return script;
}
