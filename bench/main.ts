import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { measureAdopt } from './adopt/adopt.ts';
import { measureApp } from './app/app.ts';
import { measureChunks } from './chunks/chunks.ts';
import { measureDepth } from './depth/depth.ts';
import { measureDrain } from './drain/drain.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { measurePayload } from './payload/payload.ts';
import { measureSave } from './save/save.ts';
import { measureServer } from './server/server.ts';

type Bench = (options: BenchOptions) => Promise<Figures>;

const benches: Readonly<Record<string, Bench>> = {
  payload: measurePayload,
  save: measureSave,
  drain: measureDrain,
  depth: measureDepth,
  server: measureServer,
  app: measureApp,
  adopt: measureAdopt,
  chunks: measureChunks,
};

const OPTIONS = { json: { type: 'string' }, tasks: { type: 'string' } } as const;

/** Runs the benches that are named, prints their figures, and writes them where `--json` says. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in benches));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(`Name one or more of: ${Object.keys(benches).join(', ')}`);
    return 2;
  }
  const options = values.tasks === undefined ? {} : { tasks: Number(values.tasks) };
  if (options.tasks !== undefined && !(Number.isInteger(options.tasks) && options.tasks > 0)) {
    console.error('--tasks is a whole number above 0.');
    return 2;
  }
  const figures: Record<string, number> = {};
  for (const name of positionals) Object.assign(figures, await benches[name]?.(options));
  console.table(figures);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
  return 0;
}
