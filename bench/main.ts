import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { measurePayload } from './payload/payload.ts';

/** Names and values; `bench/README.md` says what each name means. */
export type Figures = Readonly<Record<string, number>>;

const benches: Readonly<Record<string, () => Promise<Figures>>> = { payload: measurePayload };

/** Runs the benches that are named, prints their figures, and writes them where `--json` says. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'string' } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in benches));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(`Name one or more of: ${Object.keys(benches).join(', ')}`);
    return 2;
  }
  const figures: Record<string, number> = {};
  for (const name of positionals) Object.assign(figures, await benches[name]?.());
  console.table(figures);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
  return 0;
}
