import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A process of ours that runs, and what it prints. */
export interface RunningProcess {
  /** Ends what it reads, which it may wait for. */
  go(): void;
  /** Its lines; rejects with what it said when it fails. */
  readonly lines: Promise<string[]>;
}

/** Node cannot run TypeScript: the program becomes one file, beside the packages that it uses. */
export async function bundle(program: string): Promise<string> {
  await mkdir(join(ROOT, 'build'), { recursive: true });
  const directory = await mkdtemp(join(ROOT, 'build', 'process-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const bundled = await rolldown({
    input: join(ROOT, program),
    platform: 'node',
    external: /^(?![./]|@?backhaul)/,
    resolve: { conditionNames: ['backhaul-source', 'import'] },
  });
  await bundled.write({ dir: directory, entryFileNames: 'program.mjs' });
  await bundled.close();
  return join(directory, 'program.mjs');
}

/** Resolves once the process has printed its first line. */
export async function startProcess(file: string, ...args: readonly string[]): Promise<RunningProcess> {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = linesOf(child);
  await Promise.race([once(child.stdout, 'data'), lines]);
  return { go: () => child.stdin.end(), lines };
}

async function linesOf(child: ChildProcess): Promise<string[]> {
  let [printed, failed] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    failed += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`A process ended with ${code}: ${failed}`);
  return printed.split('\n').filter(Boolean);
}
