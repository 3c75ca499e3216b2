import { type DeviceRegistration, devicePath, JSON_MEDIA, parseProblem } from '../../protocol/index.ts';
import type { Account } from '../account.ts';
import { toBase64url } from '../base64url.ts';
import { AccountKeySender, type SenderOptions } from './account-key-sender.ts';
import { NotRegisteredError } from './not-registered-error.ts';
import type { Signer } from './sign-as.ts';

/** What a server says that will have nothing more of this device until the person has signed in. */
const SHUT_OUT: readonly unknown[] = ['device-revoked', 'account-key-replaced'];

/** Makes this device known to a server, and learns that server's time. Lives as long as its realm. */
export class Registrar {
  readonly account: Account;
  readonly #sender: AccountKeySender;
  readonly #underWay = new Map<string, Promise<boolean>>();

  constructor(account: Account, options: SenderOptions) {
    this.account = account;
    this.#sender = new AccountKeySender(account.accountKey, options);
  }

  /** The server's time, as far as it is known: milliseconds since 1970. */
  now(): number {
    return this.#sender.now();
  }

  /**
   * Whether the device is one of the account's from now on; not when it was revoked, or the account has other keys by now.
   * Lanes that ask at once share an answer.
   * @throws NotRegisteredError, or what `fetch` throws.
   */
  register(origin: string): Promise<boolean> {
    const asked = this.#underWay.get(origin);
    if (asked !== undefined) return asked;
    const asking = this.#ask(origin).finally(() => this.#underWay.delete(origin));
    this.#underWay.set(origin, asking);
    return asking;
  }

  async #ask(origin: string): Promise<boolean> {
    const response = await this.#sender.send(() => this.#registration(origin));
    if (response.ok) return true;
    const problem = parseProblem(await response.text());
    if (SHUT_OUT.includes(problem?.code)) return false;
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

  get deviceSigner(): Signer {
    const { id, device } = this.account;
    return { keyId: { kind: 'device', account: id, device: device.id }, privateKey: device.key.privateKey };
  }
}
