import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { ORIGIN } from '../testing/open-handler.ts';
import { openSigned } from '../testing/signed-requests.ts';
import { CHECKS } from './checks/checks.ts';
import type { runConformance } from './index.ts';

/** What the standards of the web give to a page, a worker, Deno, Bun and Node alike. */
const WEB = {
  AbortController,
  AbortSignal,
  ArrayBuffer,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  Uint8Array,
  atob,
  btoa,
  clearTimeout,
  crypto,
  setTimeout,
};

async function script(): Promise<string> {
  const bundle = await rolldown({ input: 'server/conformance/index.ts', platform: 'neutral' });
  const { output } = await bundle.generate({ format: 'iife', name: 'kit' });
  await bundle.close();
  return output[0].code;
}

it('runs where there are only web standards, and asks all', { timeout: 60_000 }, async () => {
  const { handler } = await openSigned({ now: Date.now });
  const realm = createContext({ ...WEB });
  runInContext(await script(), realm);
  const run: typeof runConformance = runInContext('kit.runConformance', realm);
  const { passed, failed, skipped } = await run(handler, { origin: ORIGIN });
  expect(failed.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  expect(skipped.length).toBe(0);
  expect([...passed]).toEqual(CHECKS.map(({ name }) => name));
});
