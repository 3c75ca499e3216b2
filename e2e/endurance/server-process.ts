import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A directory for SQLite, or the URL of a PostgreSQL database. */
export type Place = string;

export function isPostgres(place: Place): boolean {
  return place.startsWith('postgres:');
}

/** The real server in a process of its own. Its limits of rate are off: one address sends everything. */
export class ServerProcess {
  readonly origin: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, origin: string) {
    this.#process = process;
    this.origin = origin;
  }

  /** `program` is the server's script, and what Node is told besides. */
  static async start(program: readonly string[], place: Place, flags: readonly string[] = []): Promise<ServerProcess> {
    const store = isPostgres(place) ? ['--database-url', place] : ['--data', place];
    const rates = ['--address-rate', '0', '--account-rate', '0', '--registration-rate', '0'];
    const open = [...rates, '--account-streams', '0', '--log-level', 'silent'];
    return await ServerProcess.run([...program, 'serve', '--port', '0', ...store, ...open, ...flags]);
  }

  /** Runs Node, or another command that ends up being the server. */
  static async run(args: readonly string[], command = process.execPath): Promise<ServerProcess> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const killAtExit = () => child.kill('SIGKILL');
    process.once('exit', killAtExit);
    child.once('exit', () => process.off('exit', killAtExit));
    for await (const line of createInterface({ input: child.stdout })) {
      const origin = line.match(/listens on (http:\S+)/)?.[1];
      if (origin !== undefined) return new ServerProcess(child, origin);
    }
    throw new Error('The server ended before it was ready; what it said stands above.');
  }

  /** Ends it at once, as a power cut would end the process. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop; gives the exit code. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#process.exitCode;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}
