/** What of a request can be signed: a `Request` is one. */
export interface Signable {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
}

/** What a signature covers, in order, and its parameters as they stand behind that (RFC 9421, section 2.3). */
export interface Coverage {
  readonly components: readonly string[];
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface Signature {
  /** The value of a member of `Signature-Input`. */
  readonly input: string;
  /** The value of a member of `Signature`. */
  readonly signature: string;
}

const encoder = new TextEncoder();

/** Signs by Ed25519 what is covered of a request (RFC 9421). @throws TypeError for a component that the request lacks. */
export async function sign(request: Signable, coverage: Coverage, privateKey: CryptoKey): Promise<Signature> {
  const input = writeInput(coverage);
  const lines = coverage.components.map((name) => `"${name}": ${componentOf(request, name)}`);
  const base = encoder.encode([...lines, `"@signature-params": ${input}`].join('\n'));
  return { input, signature: byteSequence(await crypto.subtle.sign('Ed25519', privateKey, base)) };
}

function writeInput({ components, parameters }: Coverage): string {
  const names = components.map((name) => `"${name}"`).join(' ');
  const written = Object.entries(parameters).map(
    ([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`,
  );
  return `(${names})${written.join('')}`;
}

function componentOf({ method, url, headers }: Signable, name: string): string {
  const { host, pathname, search } = new URL(url);
  const derived: Readonly<Record<string, string>> = {
    '@method': method,
    '@authority': host,
    '@path': pathname,
    '@query': search || '?',
  };
  const value = derived[name] ?? headers.get(name);
  if (value === null) throw new TypeError(`The request has no ${name} to sign.`);
  return value;
}

/** RFC 9530. */
export async function contentDigest(body: BufferSource): Promise<string> {
  return `sha-256=${byteSequence(await crypto.subtle.digest('SHA-256', body))}`;
}

/** RFC 8941, section 3.3.5: base64 between colons. */
function byteSequence(bytes: ArrayBuffer): string {
  return `:${btoa(String.fromCharCode(...new Uint8Array(bytes)))}:`;
}
