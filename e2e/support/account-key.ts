import { deriveKeys, secretOf, toBase64url } from '../../src/account/index.ts';
import { signAs } from '../../src/account/sign/sign-as.ts';
import { type DeviceId, devicePath } from '../../src/protocol/index.ts';

/** What somebody can do who has nothing of an account but its phrase. */
export class AccountKey {
  readonly #url: string;
  readonly #keys: Awaited<ReturnType<typeof deriveKeys>>;

  private constructor(url: string, keys: Awaited<ReturnType<typeof deriveKeys>>) {
    this.#url = url;
    this.#keys = keys;
  }

  /** `url` is that of the server, by the name by which it is asked. */
  static async of(url: string, phrase: string): Promise<AccountKey> {
    return new AccountKey(url, await deriveKeys(secretOf(phrase)));
  }

  get account(): string {
    return this.#keys.id;
  }

  /** Has the server refuse a device from now on. */
  async revoke(device: DeviceId): Promise<void> {
    const { id, accountKey } = this.#keys;
    const keyId = { kind: 'account', publicKey: toBase64url(accountKey.publicKey) } as const;
    const request = new Request(`${this.#url}${devicePath(id, device)}`, { method: 'DELETE' });
    const { status } = await fetch(await signAs({ keyId, privateKey: accountKey.privateKey }, request, Date.now()));
    if (status !== 204) throw new Error(`The server answered ${status}, and did not revoke the device.`);
  }
}
