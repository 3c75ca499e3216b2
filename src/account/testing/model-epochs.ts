import * as v from 'valibot';
import {
  type AccountEpoch,
  type AccountId,
  type DeviceId,
  type DeviceList,
  devicesPath,
  epochPath,
  FIRST_EPOCH,
  OWN_ACCOUNT_PATH,
  type Rotation,
  readKeyId,
  rotationProof,
  rotationSchema,
} from '../../protocol/index.ts';
import type { SigningKey } from '../account.ts';
import { fromBase64url, toBase64url } from '../base64url.ts';

interface Facts {
  readonly account: AccountId;
  /** The account's first key. */
  readonly key: SigningKey;
  /** The number of the account's newest change. */
  readonly cursor: () => number;
}

/** What a server knows of the epochs of one account, in memory. It believes every signature, and looks at whose it is. */
export class ModelEpochs {
  epoch = FIRST_EPOCH;
  keyring: string | undefined;
  /** Those that are registered, and not shut out. */
  readonly devices = new Set<DeviceId>();
  /** Rotations that became true. */
  readonly rotations: Rotation[] = [];
  readonly #facts: Facts;
  #key: string;
  readonly #replaced = new Set<string>();

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#key = toBase64url(facts.key.publicKey);
  }

  /** `undefined` for what is about something else. */
  readonly fetch = async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    const isOwn = pathname === OWN_ACCOUNT_PATH;
    const isOfDevices = pathname === devicesPath(this.#facts.account);
    if (!isOwn && !isOfDevices && pathname !== epochPath(this.#facts.account)) return undefined;
    const key = keyOf(request);
    if (key !== undefined && this.#replaced.has(key)) return problem('account-key-replaced', 401);
    if (isOwn && key !== this.#key) return Response.json({ account: await ownId(key), epoch: FIRST_EPOCH });
    if (key !== this.#key) return problem('foreign-account', 403);
    if (isOfDevices) return Response.json(this.#deviceList());
    return request.method === 'PUT' ? await this.#rotate(await request.json()) : Response.json(this.#told());
  };

  /** Gives what has it know no more than now. */
  backup(): () => void {
    const { epoch, keyring } = this;
    const [key, replaced] = [this.#key, [...this.#replaced]];
    return () => {
      this.epoch = epoch;
      this.keyring = keyring;
      this.#key = key;
      this.#replaced.clear();
      for (const one of replaced) this.#replaced.add(one);
    };
  }

  async #rotate(body: unknown): Promise<Response> {
    const rotation = v.parse(rotationSchema, body);
    if (rotation.epoch !== this.epoch + 1) return problem('epoch-not-next', 409);
    if (!(await isProven(this.#facts.account, rotation))) return problem('invalid-body', 400);
    if (rotation.cursor !== this.#facts.cursor()) return problem('not-caught-up', 409);
    this.#replaced.add(this.#key);
    this.#key = rotation.publicKey;
    this.epoch = rotation.epoch;
    this.keyring = rotation.keyring;
    for (const device of this.devices) if (!rotation.keep.includes(device)) this.devices.delete(device);
    this.rotations.push(rotation);
    return Response.json(this.#told());
  }

  #deviceList(): DeviceList {
    return { devices: [...this.devices].map((device) => ({ device, publicKey: this.#key, registeredAt: 0 })) };
  }

  #told(): AccountEpoch {
    const { account } = this.#facts;
    return { account, epoch: this.epoch, ...(this.keyring !== undefined && { keyring: this.keyring }) };
  }
}

function keyOf(request: Request): string | undefined {
  const [, keyId = ''] = /keyid="([^"]*)"/.exec(request.headers.get('Signature-Input') ?? '') ?? [];
  const read = readKeyId(keyId);
  return read?.kind === 'account' ? read.publicKey : undefined;
}

async function ownId(key = ''): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', fromBase64url(key)));
  return toBase64url(digest.subarray(0, 16));
}

async function isProven(account: AccountId, rotation: Rotation): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', fromBase64url(rotation.publicKey), 'Ed25519', true, ['verify']);
  const text = new TextEncoder().encode(rotationProof(account, rotation));
  return await crypto.subtle.verify('Ed25519', key, fromBase64url(rotation.proof), text);
}

function problem(code: string, status: number): Response {
  return Response.json({ code, title: 'No.' }, { status });
}
