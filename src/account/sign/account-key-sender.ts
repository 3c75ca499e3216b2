import { parseProblem } from '../../protocol/index.ts';
import type { SigningKey } from '../account.ts';
import { toBase64url } from '../base64url.ts';
import { signAs } from './sign-as.ts';

export interface SenderOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Sends what an account's own key signs, and learns the server's time. */
export class AccountKeySender {
  readonly #key: SigningKey;
  readonly #options: SenderOptions;
  /** Milliseconds by which this device's clock is behind the server's. */
  #behind = 0;

  constructor(key: SigningKey, options: SenderOptions) {
    this.#key = key;
    this.#options = options;
  }

  /** The server's time, as far as it is known: milliseconds since 1970. */
  now(): number {
    return this.#options.now() + this.#behind;
  }

  /** Once more when this device's clock was to blame. @throws what `fetch` throws */
  async send(make: () => Request): Promise<Response> {
    const { publicKey, privateKey } = this.#key;
    const signer = { keyId: { kind: 'account', publicKey: toBase64url(publicKey) }, privateKey } as const;
    const send = async () => await this.#options.fetch(await signAs(signer, make(), this.now()));
    const first = await send();
    return (await this.#correct(first)) ? await send() : first;
  }

  /** Whether the device's clock was to blame, and is corrected now. */
  async #correct(response: Response): Promise<boolean> {
    if (response.status !== 401) return false;
    const problem = parseProblem(await response.clone().text());
    if (problem?.code !== 'signature-stale' || problem.now === undefined) return false;
    this.#behind = problem.now - this.#options.now();
    return true;
  }
}
