import { isFlag, isObject, isText } from './shape.ts';

/** What a page posts to the worker. `SKIP_WAITING` is Workbox's own word. */
export type ToWorker =
  | { readonly type: 'backhaul:replay'; readonly name: string; readonly networkIsBack: boolean }
  | { readonly type: 'SKIP_WAITING' };

export function isToWorker(value: unknown): value is ToWorker {
  if (!isObject(value)) return false;
  const { type, name, networkIsBack } = value;
  return type === 'SKIP_WAITING' || (type === 'backhaul:replay' && isText(name) && isFlag(networkIsBack));
}

/** What a worker answers, over the port that came with a message, as soon as it has read it. */
export const HEARD = 'backhaul:heard';
