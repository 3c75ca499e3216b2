#!/usr/bin/env node
import { runCommand } from './command/run-command.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

const exitCode = await runCommand({
  args: process.argv.slice(2),
  environment: process.env,
  stop: stop.signal,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  log: (line) => process.stderr.write(line),
});
process.exit(exitCode);
