import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What runs, and how it finds out who asks. */
const SCRIPTS = {
  /** The command line's server, as it stands: by signatures. */
  signatures: 'dist/server/backhaul.js',
  /** By tokens that are the names of accounts. */
  tokens: 'e2e/support/token-server.mjs',
};

export type Authentication = keyof typeof SCRIPTS;

/** The real server in a process of its own, which can be killed and started again on the same data and port. */
export class Server {
  readonly #data: string;
  readonly #script: string;
  readonly #options: readonly string[];
  #port = 0;
  #process: ChildProcess | undefined;

  /** `options` are those of its command line besides. */
  constructor(data: string, authentication: Authentication = 'signatures', options: readonly string[] = []) {
    this.#data = data;
    this.#script = `${root}${SCRIPTS[authentication]}`;
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get database(): string {
    return `${this.#data}/backhaul.sqlite`;
  }

  async start(): Promise<this> {
    const flags = ['--port', String(this.#port), '--data', this.#data, '--app', `${root}build/app`, ...this.#options];
    // One address sends everything here.
    const rates = { ADDRESS_RATE: '0', ACCOUNT_RATE: '0', REGISTRATION_RATE: '0' };
    const server = spawn(process.execPath, [this.#script, 'serve', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { LOG_LEVEL: 'error', ...rates, ...process.env },
    });
    this.#process = server;
    for await (const line of createInterface({ input: server.stdout })) {
      const port = line.match(/listens on http:\/\/[^:]+:(\d+)/)?.[1];
      if (port === undefined) continue;
      this.#port = Number(port);
      return this;
    }
    throw new Error('The server ended before it was ready; what it said stands above.');
  }

  /** Keeps a copy of all that it has; what it gives back puts that in place, without a word, as somebody may by hand. */
  async keep(): Promise<() => Promise<void>> {
    const kept = `${this.#data}-kept`;
    await this.stop();
    await cp(this.#data, kept, { recursive: true });
    await this.start();
    return async () => {
      await this.stop();
      await rm(this.#data, { recursive: true });
      await cp(kept, this.#data, { recursive: true });
      await this.start();
    };
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  }
}
