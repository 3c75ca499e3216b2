import { hasFields, isAnything, isFlag, isTagged, isText } from './shape.ts';

/** What a page posts to the worker. `SKIP_WAITING` is Workbox's own word. */
export type ToWorker =
  | { readonly type: 'backhaul:replay'; readonly name: string; readonly networkIsBack: boolean }
  /** Reads what others have changed; answered once more at its end, with `true` when it was read. */
  | { readonly type: 'backhaul:pull'; readonly name: string }
  | { readonly type: 'SKIP_WAITING' };

const isForWorker = isTagged('type', {
  'backhaul:replay': hasFields({ name: isText, networkIsBack: isFlag }),
  'backhaul:pull': hasFields({ name: isText }),
  SKIP_WAITING: isAnything,
});

export function isToWorker(value: unknown): value is ToWorker {
  return isForWorker(value);
}

/** What a worker answers, over the port that came with a message, as soon as it has read it. */
export const HEARD = 'backhaul:heard';
