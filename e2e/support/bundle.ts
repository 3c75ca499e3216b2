import { build, defaultClientConditions } from 'vite';

/** One script of its own, for a page or a worker that is not the app's. */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['backhaul-source', ...defaultClientConditions] },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'script' } },
  });
  const [bundled] = [result].flat();
  if (bundled === undefined || !('output' in bundled)) throw new Error(`Vite gave no bundle of ${entry}.`);
  return bundled.output[0].code;
}
