/** The workers that the lab can serve at `/sw.js`; each differs from the others by its first line at least. */
export type WorkerVariant =
  | 'plain'
  /** The same once more, as a new version. */
  | 'renewed'
  | 'batching'
  /** Has nothing that proves whose a request is. */
  | 'without-token'
  /** Gives an attempt a second and a half. */
  | 'impatient'
  /** Know the tasks of one version of the app only. */
  | 'version-1'
  | 'version-2'
  | 'version-2-migrating'
  /** Has a token that is not valid any more, until it is asked to renew it. */
  | 'authorizing'
  /** Drops what removes something. */
  | 'choosy'
  /** Hold plain requests for the accounts `held-always…` and `held-on-failure…`. */
  | 'holding'
  | 'holding-few';

/** A worker of somebody else's: it has never heard of an outbox. */
export const FOREIGN_WORKER = 'addEventListener("activate", (event) => event.waitUntil(clients.claim()));';
