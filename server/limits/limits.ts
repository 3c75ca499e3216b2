/** What one client may ask of a server. A count or rate of 0 is no limit. */
export interface Limits {
  /** Requests a minute from one address, those that are refused included. */
  readonly requestsPerAddress: number;
  /** Requests a minute for one account, once it is certain that they come from it. */
  readonly requestsPerAccount: number;
  /** Registrations of devices a minute from one address, those that are refused included: anybody can make new accounts for them. */
  readonly registrationsPerAddress: number;
  /** Live streams that one account may have open at the same time. */
  readonly streamsPerAccount: number;
  /** Milliseconds for the headers of a request, for its body to pick up speed, and without an answer being taken. */
  readonly slowAfter: number;
  /** Bytes a second that a body has to keep up after that. */
  readonly minimumRate: number;
  /** Milliseconds from the first byte of a request to the last of its answer. A live stream is as long as it is. */
  readonly requestWithin: number;
}

/** No device that merely syncs ever meets one; those of a household or an office, behind one address, do not either. */
export const DEFAULT_LIMITS: Limits = {
  requestsPerAddress: 3_000,
  requestsPerAccount: 1_000,
  registrationsPerAddress: 60,
  streamsPerAccount: 20,
  slowAfter: 20_000,
  minimumRate: 1000,
  requestWithin: 300_000,
};
