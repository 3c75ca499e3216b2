/** What happens to one request on its way. */
export type RequestFault =
  /** The gateway answers; the server never hears of it. Seconds for `retryAfter`. */
  | { readonly kind: 'answered-429' | 'answered-500' | 'answered-503'; readonly retryAfter?: number }
  /** A batch is told that it is too large. */
  | { readonly kind: 'batch-too-large' }
  /** The server commits and answers; the connection breaks before the answer gets out. */
  | { readonly kind: 'answer-dropped' }
  /** Nothing goes on for so many milliseconds; then the request passes, or its connection breaks. */
  | { readonly kind: 'stalled'; readonly lasts: number; readonly afterwards: 'passes' | 'breaks' };

/** What happens to the world around the requests. Durations in milliseconds. */
export type WorldFault =
  | { readonly kind: 'worker-stopped' }
  | { readonly kind: 'browser-killed' }
  | { readonly kind: 'server-killed'; readonly lasts: number }
  /** When the network is back, the server first says to so many requests that it is overloaded. */
  | { readonly kind: 'offline'; readonly lasts: number; readonly overloads: number }
  | { readonly kind: 'tab-opened' }
  | { readonly kind: 'tab-closed' };

export type Fault = RequestFault | WorldFault;

export type FaultKind = Fault['kind'];

export const FAULT_KINDS = [
  'answered-429',
  'answered-500',
  'answered-503',
  'batch-too-large',
  'answer-dropped',
  'stalled',
  'worker-stopped',
  'browser-killed',
  'server-killed',
  'offline',
  'tab-opened',
  'tab-closed',
] as const satisfies readonly FaultKind[];

export function isRequestFault(fault: Fault): fault is RequestFault {
  switch (fault.kind) {
    case 'answered-429':
    case 'answered-500':
    case 'answered-503':
    case 'batch-too-large':
    case 'answer-dropped':
    case 'stalled':
      return true;
    default:
      return false;
  }
}

/** How often each kind has really hit something. */
export type FaultCounts = Record<FaultKind, number>;

export function noFaults(): FaultCounts {
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as FaultCounts;
}
