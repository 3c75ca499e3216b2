import { type AccountId, devicePath, IDEMPOTENCY_KEY, JSON_MEDIA } from '../../../src/protocol/index.ts';
import { type Account, type Device, newAccount } from './account.ts';
import { base64url, textOf, utf8 } from './bytes.ts';
import { EventStream } from './event-stream.ts';
import { hold, NotConforming } from './not-conforming.ts';
import { asAccount, asDevice, type Signer, type SigningOptions, sign } from './signing.ts';

export type Fetch = (request: Request) => Response | Promise<Response>;

/** What is asked of the server, before it is signed. */
export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly key?: string;
  readonly media?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface WorldOptions {
  /** As in `https://sync.example`. */
  readonly origin: string;
  /** Gives a request what says whose it is, at a server that takes an app's own tokens instead of signatures. */
  readonly authorize?: ((request: Request, account: AccountId) => Request | Promise<Request>) | undefined;
  /** The server's time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that an answer, or an event, may take. */
  readonly patience: number;
  /** Bytes of a body that the server takes at most. */
  readonly bodyLimit: number;
}

/** The server under test, and its clients. */
export class World {
  readonly #fetch: Fetch;
  readonly #options: WorldOptions;
  readonly #streams = new Set<EventStream>();

  constructor(fetch: Fetch, options: WorldOptions) {
    this.#fetch = fetch;
    this.#options = options;
  }

  get bodyLimit(): number {
    return this.#options.bodyLimit;
  }

  now(): number {
    return this.#options.now();
  }

  /** A new account whose device the server knows. */
  async account(): Promise<Account> {
    const account = await newAccount();
    if (this.#options.authorize === undefined) {
      const { status } = await this.register(account);
      hold(status === 200, `A device could not be registered: ${status}.`);
    }
    return account;
  }

  register(account: Account, device: Device = account.device, signer: Signer = asAccount(account)): Promise<Answer> {
    const body = utf8(JSON.stringify({ publicKey: base64url(device.key.publicKey) }));
    return this.signed(signer, { method: 'PUT', path: devicePath(account.id, device.id), media: JSON_MEDIA, body });
  }

  /** Asks as a device of the account, or with its token. */
  async ask(account: Account, asked: Asked): Promise<Answer> {
    return await this.send(await this.prepare(account, asked));
  }

  async signed(signer: Signer, asked: Asked, options: SigningOptions = {}): Promise<Answer> {
    return await this.send(await this.sign(signer, asked, options));
  }

  sign(signer: Signer, asked: Asked, options: SigningOptions = {}): Promise<Request> {
    const created = Math.floor(this.now() / 1000);
    return sign(this.request(asked), asked.body ?? new Uint8Array(), signer, { created, ...options });
  }

  request({ method, path, key, media, body, headers }: Asked): Request {
    const said = new Headers(headers);
    if (media !== undefined) said.set('Content-Type', media);
    if (key !== undefined) said.set(IDEMPOTENCY_KEY, key);
    const content = body === undefined ? {} : { body };
    return new Request(new URL(path, this.#options.origin), { method, headers: said, ...content });
  }

  /** The answer, with its body. @throws NotConforming when it does not come in time. */
  async send(request: Request): Promise<Answer> {
    const answer = async () => {
      const response = await this.#fetch(request);
      return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
    };
    return await this.#inTime(answer(), `${request.method} ${new URL(request.url).pathname} is not answered`);
  }

  /** A live stream of the account, which ends with the check. */
  async follow(account: Account, path: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
    const request = await this.prepare(account, { method: 'GET', path, headers });
    const response = await this.#inTime(Promise.resolve(this.#fetch(request)), `${path} does not begin`);
    if (response.status !== 200)
      throw new NotConforming(`${path} is answered ${response.status}: ${await response.text()}`);
    const stream = new EventStream(response, this.#options.patience);
    this.#streams.add(stream);
    return stream;
  }

  /** Ends whatever is still open. */
  async end(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.end()));
    this.#streams.clear();
  }

  async prepare(account: Account, asked: Asked): Promise<Request> {
    const { authorize } = this.#options;
    if (authorize !== undefined) return await authorize(this.request(asked), account.id);
    return await this.sign(asDevice(account), asked);
  }

  async #inTime<Result>(work: Promise<Result>, otherwise: string): Promise<Result> {
    const { patience } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NotConforming(`${otherwise} within ${patience} ms.`)), patience);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What an answer says, for a message. */
export function spoken({ status, body }: Answer): string {
  return `${status} ${textOf(body.slice(0, 300))}`.trim();
}
