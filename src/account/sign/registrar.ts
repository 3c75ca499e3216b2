import { type DeviceRegistration, devicePath, JSON_MEDIA, parseProblem } from '../../protocol/index.ts';
import type { Account } from '../account.ts';
import { toBase64url } from '../base64url.ts';
import { NotRegisteredError } from './not-registered-error.ts';
import { type Signer, signAs } from './sign-as.ts';

export interface RegistrarOptions {
  readonly now: () => number;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Makes this device known to a server, and learns that server's time. Lives as long as its realm. */
export class Registrar {
  readonly account: Account;
  readonly #options: RegistrarOptions;
  readonly #underWay = new Map<string, Promise<boolean>>();
  /** Milliseconds by which this device's clock is behind the server's. */
  #behind = 0;

  constructor(account: Account, options: RegistrarOptions) {
    this.account = account;
    this.#options = options;
  }

  /** The server's time, as far as it is known: milliseconds since 1970. */
  now(): number {
    return this.#options.now() + this.#behind;
  }

  /**
   * Whether the device is one of the account's from now on; not when it was revoked. Lanes that ask at once share an answer.
   * @throws NotRegisteredError, or what `fetch` throws.
   */
  register(origin: string): Promise<boolean> {
    const asked = this.#underWay.get(origin);
    if (asked !== undefined) return asked;
    const asking = this.#ask(origin).finally(() => this.#underWay.delete(origin));
    this.#underWay.set(origin, asking);
    return asking;
  }

  /** Sends what the account's own key signs: once more when this device's clock was to blame. @throws what `fetch` throws */
  async sendAsAccount(make: () => Request): Promise<Response> {
    const send = async () => await this.#options.fetch(await signAs(this.#accountSigner, make(), this.now()));
    const first = await send();
    return (await this.#correct(first)) ? await send() : first;
  }

  async #ask(origin: string): Promise<boolean> {
    const response = await this.sendAsAccount(() => this.#registration(origin));
    if (response.ok) return true;
    const problem = parseProblem(await response.text());
    if (problem?.code === 'device-revoked') return false;
    throw new NotRegisteredError(response.status);
  }

  #registration(origin: string): Request {
    const { id, device } = this.account;
    const registration: DeviceRegistration = { publicKey: toBase64url(device.key.publicKey) };
    return new Request(`${origin}${devicePath(id, device.id)}`, {
      method: 'PUT',
      headers: { 'Content-Type': JSON_MEDIA },
      body: JSON.stringify(registration),
    });
  }

  /** Whether the device's clock was to blame, and is corrected now. */
  async #correct(response: Response): Promise<boolean> {
    if (response.status !== 401) return false;
    const problem = parseProblem(await response.clone().text());
    if (problem?.code !== 'signature-stale' || problem.now === undefined) return false;
    this.#behind = problem.now - this.#options.now();
    return true;
  }

  get deviceSigner(): Signer {
    const { id, device } = this.account;
    return { keyId: { kind: 'device', account: id, device: device.id }, privateKey: device.key.privateKey };
  }

  get #accountSigner(): Signer {
    const { publicKey, privateKey } = this.account.accountKey;
    return { keyId: { kind: 'account', publicKey: toBase64url(publicKey) }, privateKey };
  }
}
