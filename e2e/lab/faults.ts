import type { FaultyProxy } from '../support/faulty-proxy.ts';

type Request = { readonly method: string; readonly path: string };

/** Every request to the API, batches included; not the preflights of a page on another origin. */
export function isApi({ method, path }: Request): boolean {
  return path.startsWith('/v1/') && method !== 'OPTIONS';
}

/** Answers every request to the API with this status, until `gateway.heal()`. */
export function refuseAll(gateway: FaultyProxy, status: number, headers: Record<string, string> = {}): void {
  gateway.inject({ kind: 'answer', status, headers }, isApi, Number.POSITIVE_INFINITY);
}

/** Breaks the connection of every request to the API, until `gateway.heal()`. */
export function cutAll(gateway: FaultyProxy): void {
  gateway.inject({ kind: 'cut' }, isApi, Number.POSITIVE_INFINITY);
}
