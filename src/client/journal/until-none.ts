import type { QueueTask } from '../../protocol/index.ts';
import type { JournalOutbox } from './sender.ts';

/** Resolves when no listed task is like this any more. @throws the signal's reason when `lifetime` ends before */
export function untilNone(
  client: Pick<JournalOutbox, 'snapshot' | 'subscribe'>,
  isLikeThis: (task: QueueTask) => boolean,
  lifetime: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      stop();
    };
    const look = () => {
      if (client.snapshot().tasks.some(isLikeThis)) return;
      end();
      resolve();
    };
    const stop = client.subscribe(look);
    const abort = () => {
      end();
      reject(lifetime.reason);
    };
    lifetime.addEventListener('abort', abort, { signal: over.signal });
    look();
  });
}
