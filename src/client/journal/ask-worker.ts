import { HEARD, type ToWorker } from '../../protocol/index.ts';

/** `unheard` where no worker answers, or one that knows nothing of journals. */
export type Asked = 'pulled' | 'not-pulled' | 'unheard';

/** Milliseconds until a worker says that it has heard, and until it has pulled. */
const PATIENCE = 5_000;
const PULL_TIME = 70_000;

/** Has the worker pull. Never rejects. */
export async function askWorker(name: string): Promise<Asked> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const worker = registration?.active;
  return worker ? await ask(worker, { type: 'backhaul:pull', name }) : 'unheard';
}

function ask(worker: ServiceWorker, message: ToWorker): Promise<Asked> {
  const { port1: here, port2: there } = new MessageChannel();
  return new Promise((resolve) => {
    const end = (asked: Asked) => {
      clearTimeout(timer);
      here.close();
      resolve(asked);
    };
    let timer = setTimeout(() => end('unheard'), PATIENCE);
    here.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data !== HEARD) end(data === true ? 'pulled' : 'not-pulled');
      else {
        clearTimeout(timer);
        timer = setTimeout(() => end('not-pulled'), PULL_TIME);
      }
    };
    worker.postMessage(message, [there]);
  });
}
