import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccountId } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import type { Limits } from './limits.ts';

export type RateLimited = 'address' | 'account' | 'registration';

type Rates = Pick<Limits, 'requestsPerAddress' | 'requestsPerAccount'> &
  Partial<Pick<Limits, 'registrationsPerAddress'>>;

const WINDOW_SECONDS = 60;

/** Counters at most for each kind. Those who share one, by a chance that nobody can steer, share its rate. */
const COUNTERS = 131_072;

/** Counts requests in this process, by the minute. `onRefused` is told of each that is one too many. */
export class RateLimits {
  readonly #salt = randomBytes(32);
  readonly #address: RateLimiterMemory | undefined;
  readonly #account: RateLimiterMemory | undefined;
  readonly #registration: RateLimiterMemory | undefined;
  readonly #onRefused: (by: RateLimited) => void;

  constructor(
    { requestsPerAddress, requestsPerAccount, registrationsPerAddress = 0 }: Rates,
    onRefused: (by: RateLimited) => void = () => undefined,
  ) {
    this.#address = limiter(requestsPerAddress);
    this.#account = limiter(requestsPerAccount);
    this.#registration = limiter(registrationsPerAddress);
    this.#onRefused = onRefused;
  }

  /** Counts a request from an IP address; from nowhere is from anywhere. @throws Refusal `too-many-requests` */
  async address(address: string | undefined): Promise<void> {
    if (address !== undefined) await this.#count('address', this.#address, networkOf(address));
  }

  /** Counts the registration of a device from an IP address, likewise. @throws Refusal `too-many-requests` */
  async registration(address: string | undefined): Promise<void> {
    if (address !== undefined) await this.#count('registration', this.#registration, networkOf(address));
  }

  /** Counts a request for an account that it certainly comes from. @throws Refusal `too-many-requests` */
  async account(account: AccountId): Promise<void> {
    await this.#count('account', this.#account, account);
  }

  async #count(by: RateLimited, limiter: RateLimiterMemory | undefined, name: string): Promise<void> {
    try {
      await limiter?.consume(this.#counterOf(name));
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      this.#onRefused(by);
      throw tooManyRequests(by, result, result.consumedPoints > (limiter?.points ?? 0) + 1);
    }
  }

  #counterOf(name: string): number {
    return createHmac('sha256', this.#salt).update(name).digest().readUInt32BE() % COUNTERS;
  }
}

function limiter(points: number): RateLimiterMemory | undefined {
  return points === 0 ? undefined : new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
}

/** Whoever has one address of IPv6 has a network of 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? groupsOf(address).slice(0, 4).join(':');
}

function groupsOf(address: string): string[] {
  const { hostname } = new URL(`http://[${address.split('%', 1)[0]}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const zeros = new Array(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0');
  return [...(before ?? []), ...zeros, ...(after ?? [])];
}

const TITLES: Readonly<Record<RateLimited, string>> = {
  address: 'Too many requests come from here.',
  account: 'This account makes too many requests.',
  registration: 'Too many devices are registered from here.',
};

function tooManyRequests(by: RateLimited, { msBeforeNext }: RateLimiterRes, isRepeated: boolean): Refusal {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const headers = { 'Retry-After': `${seconds}` };
  return refuse('too-many-requests', 429, TITLES[by], `Try again in ${seconds} seconds.`, headers, isRepeated);
}
