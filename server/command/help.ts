import type { Option } from './option.ts';
import { SERVE_OPTIONS } from './serve-options.ts';

const options: readonly Option<unknown>[] = Object.values(SERVE_OPTIONS);

const spoken = options.map(({ flag, placeholder }) => `--${flag} ${placeholder}`);
const [flagWidth, helpWidth] = [widest(spoken), widest(options.map(({ help }) => help))];

const listed = options.map(({ help, variable, otherwise }, index) => {
  const flag = spoken[index]?.padEnd(flagWidth);
  return `  ${flag}  ${help.padEnd(helpWidth)}  (${variable}, ${otherwise})`;
});

export const HELP = `Usage: backhaul serve [options]
       backhaul backup FILE [--data DIR]
       backhaul restore FILE [--data DIR]
       backhaul conformance URL

serve runs the Backhaul server until it is told to stop (Ctrl-C). backup copies its data into a new file, also while it
runs; restore makes the data of a new server from such a file. conformance asks the server at a URL all that the
protocol says, under new accounts of its own, and tells where it does something else.

${listed.join('\n')}
  ${'-h, --help'.padEnd(flagWidth)}  Shows this

A flag wins over its environment variable.`;

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}
