import { fileURLToPath } from 'node:url';
import { bundleScript } from '../../e2e/support/bundle.ts';

const bundles = new Map<string, Promise<string>>();

/** The script with everything that it imports, built once a run. */
export function bundled(entry: URL): Promise<string> {
  const known = bundles.get(entry.href);
  if (known !== undefined) return known;
  const building = bundleScript(fileURLToPath(entry));
  bundles.set(entry.href, building);
  return building;
}
