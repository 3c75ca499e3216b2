import { HEARD, type ToWorker } from '../../protocol/index.ts';

/** Milliseconds. A stopped worker answers within tens of them; the limit leaves room for a busy machine. */
const PATIENCE = 5_000;

/**
 * Posts to a worker and waits for it to say that it has heard: one of an older version, or of somebody else's, may not
 * know what it was asked. `false` when it says nothing.
 */
export function postAndHear(worker: ServiceWorker, message: ToWorker): Promise<boolean> {
  const { port1: here, port2: there } = new MessageChannel();
  return new Promise((resolve) => {
    const end = (heard: boolean) => {
      clearTimeout(timer);
      here.close();
      resolve(heard);
    };
    const timer = setTimeout(() => end(false), PATIENCE);
    here.onmessage = ({ data }: MessageEvent<unknown>) => end(data === HEARD);
    worker.postMessage(message, [there]);
  });
}
