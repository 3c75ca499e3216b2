import { signal } from './signal.ts';

/** How a pass under way hears that there is news: a task was stored, a wait ended, the network is back. */
export class Wake {
  #networkIsBack = false;
  #signal = signal();
  #raised = false;

  get isRaised(): boolean {
    return this.#raised;
  }

  raise(networkIsBack: boolean): void {
    this.#raised = true;
    this.#networkIsBack ||= networkIsBack;
    this.#signal.resolve();
  }

  /** Resolves as soon as somebody has raised it. */
  raised(): Promise<void> {
    return this.#signal.promise;
  }

  /** Lowers it again; says whether the network was among the news. */
  take(): boolean {
    const networkIsBack = this.#networkIsBack;
    this.#raised = false;
    this.#networkIsBack = false;
    this.#signal = signal();
    return networkIsBack;
  }
}
