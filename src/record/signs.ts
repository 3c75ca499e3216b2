import { isToWorker } from '../protocol/index.ts';
import type { Sign } from './pass-record.ts';

/** Tells of whatever may wake an outbox of this name, in a worker or in a page. */
export function hearSigns(name: string, events: EventTarget, now: () => number, tell: (sign: Sign) => void): void {
  events.addEventListener('sync', (event) => tell({ kind: 'sync', at: now(), ...lastChanceOf(event) }));
  events.addEventListener('push', () => tell({ kind: 'push', at: now() }));
  events.addEventListener('online', () => tell({ kind: 'online', at: now() }));
  events.addEventListener('message', (event) => {
    const message: unknown = 'data' in event ? event.data : undefined;
    if (isToWorker(message) && message.type === 'backhaul:replay' && message.name === name) {
      tell({ kind: 'page', at: now() });
    }
  });
}

function lastChanceOf(event: Event): { readonly isLastChance?: boolean } {
  return 'lastChance' in event && event.lastChance === true ? { isLastChance: true } : {};
}
