import type { RequestFault } from './fault.ts';

/** Faults that wait for a request to befall: each befalls one, in the order in which they were armed. */
export class ArmedFaults {
  #faults: RequestFault[] = [];

  arm(fault: RequestFault): void {
    this.#faults.push(fault);
  }

  /** The next fault that fits a request of this kind. */
  take(request: { readonly isBatch: boolean }): RequestFault | undefined {
    const fault = this.#faults.find(({ kind }) => request.isBatch || kind !== 'batch-too-large');
    this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }

  disarm(): void {
    this.#faults = [];
  }
}
