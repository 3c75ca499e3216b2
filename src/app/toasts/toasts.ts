import { createContext, useContext } from 'react';
import type { ToastData } from './toast-data.ts';

/** A short message. One with the id of another takes its place; `timeout` is in milliseconds, and 0 means until it is closed. */
export interface ToastMessage {
  readonly id?: string;
  readonly title: string;
  readonly timeout?: number;
  readonly data?: ToastData;
}

export interface Toasts {
  readonly add: (message: ToastMessage) => void;
  readonly close: (id: string) => void;
}

/** Keeps what is to be shown until what shows it is loaded. */
export class ToastQueue implements Toasts {
  #area: Toasts | undefined;
  #waiting: ((area: Toasts) => void)[] = [];

  readonly add = (message: ToastMessage): void => this.#tell((area) => area.add(message));

  readonly close = (id: string): void => this.#tell((area) => area.close(id));

  connect(area: Toasts): void {
    this.#area = area;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const tell of waiting) tell(area);
  }

  #tell(tell: (area: Toasts) => void): void {
    if (this.#area === undefined) this.#waiting.push(tell);
    else tell(this.#area);
  }
}

export const ToastsContext = createContext<Toasts>({ add: () => undefined, close: () => undefined });

/** Shows short messages, from anywhere in the shell. */
export function useToasts(): Toasts {
  return useContext(ToastsContext);
}
