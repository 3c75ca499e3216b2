import { PROBLEM_MEDIA } from '../../../src/protocol/index.ts';
import type { Json } from '../../openapi/json-schema.ts';
import { isObject, objectAt, pathFinder } from './document-parts.ts';
import { modelOf, SchemaCheck } from './schema-check.ts';

/** A request, alone or as an item of a batch. `body` is left out where nobody has a copy. */
export interface Asked {
  readonly kind: 'alone' | 'item';
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body?: Uint8Array | undefined;
}

/** `body` is left out where it has none that could be looked at. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: Uint8Array | undefined;
}

/** Headers that say nothing about one operation. */
const EVERYWHERE =
  /^(content-(type|length|security-policy)|x-content-type-options|referrer-policy|cross-origin-.*|permissions-policy|access-control-.*|vary|x-accel-buffering|x-request-id)$/;

/** Before it is looked at whether there is such a path: who asks, how often, and of whom. */
const BEFORE_PATHS = new Set([401, 404, 421, 429, 500, 503]);

/** Holds exchanges against one document of OpenAPI. */
export class ExchangeCheck {
  readonly #document: Json;
  readonly #schemas: SchemaCheck;
  readonly #find: (path: string) => string | undefined;

  constructor(document: Json) {
    this.#document = document;
    this.#schemas = new SchemaCheck(document);
    this.#find = pathFinder(objectAt(document, ['paths']));
  }

  /** @throws Error that says which exchange differs from the document, and how. */
  check(asked: Asked, answered: Answered): void {
    const flaw = this.#flawOf(asked, answered);
    if (flaw === undefined) return;
    const body = answered.body === undefined ? '' : ` ${new TextDecoder().decode(answered.body).slice(0, 500)}`;
    throw new Error(`${asked.method} ${asked.path} → ${answered.status} is not as the document says: ${flaw}.${body}`);
  }

  #flawOf(asked: Asked, answered: Answered): string | undefined {
    if (asked.method === 'OPTIONS' && asked.headers.has('Access-Control-Request-Method')) return undefined;
    const path = this.#find(asked.path);
    if (path === undefined) return this.#flawOfNothing(asked, answered);
    const methods = objectAt(this.#document, ['paths', path]);
    if (answered.status === 405) return this.#flawOfRefusedMethod(Object.keys(methods), answered);
    // Only what has an effect is possible in a batch.
    if (asked.kind === 'item' && answered.status === 404) return this.#flawOfProblem(answered);
    const method = asked.method === 'HEAD' ? 'get' : asked.method.toLowerCase();
    if (!Object.hasOwn(methods, method)) {
      return BEFORE_PATHS.has(answered.status) ? this.#flawOfProblem(answered) : 'the path has no such method';
    }
    return this.#flawOfAnswer(['paths', path, method], asked, answered);
  }

  /** What is not of the API is of the app. */
  #flawOfNothing({ path }: Asked, answered: Answered): string | undefined {
    if (!path.startsWith('/v1/')) return undefined;
    return BEFORE_PATHS.has(answered.status) ? this.#flawOfProblem(answered) : 'there is no such path';
  }

  #flawOfProblem({ headers, body }: Answered): string | undefined {
    if (headers.get('Content-Type') !== PROBLEM_MEDIA) return 'it is no problem';
    return body && this.#schemas.flawOf(['components', 'schemas', 'Problem'], modelOf(PROBLEM_MEDIA, body));
  }

  #flawOfRefusedMethod(methods: readonly string[], answered: Answered): string | undefined {
    const allowed = (answered.headers.get('Allow') ?? '').split(', ').filter((method) => method !== 'HEAD');
    const isWhole = methods.every((method) => allowed.includes(method.toUpperCase()));
    // What has no effect is not possible in a batch, and is not named there.
    if (allowed.length > methods.length || !(isWhole || answered.headers.get('X-Request-Id') === null)) {
      return `Allow names ${allowed}, and the document ${methods}`;
    }
    return this.#flawOfProblem(answered);
  }

  #flawOfAnswer(operation: readonly string[], asked: Asked, answered: Answered): string | undefined {
    const at = [...operation, 'responses', String(answered.status)];
    const answer = objectAt(this.#document, at);
    if (Object.keys(answer).length === 0) return 'the status is not described';
    return (
      this.#flawOfHeaders([...at, 'headers'], asked, answered) ??
      this.#flawOfBody([...at, 'content'], answered) ??
      (answered.status < 300 ? this.#flawOfRequest(operation, asked) : undefined)
    );
  }

  #flawOfHeaders(at: readonly string[], { kind }: Asked, { headers }: Answered): string | undefined {
    const known = Object.entries(objectAt(this.#document, at));
    const names = new Set(known.map(([name]) => name.toLowerCase()));
    const unknown = [...headers.keys()].find((name) => !names.has(name) && !EVERYWHERE.test(name));
    if (unknown !== undefined) return `the header ${unknown} is not described`;
    for (const [name, header] of known) {
      const value = headers.get(name);
      const isAbsentRightly = kind === 'item' && name === 'X-Request-Id';
      if (value === null && isObject(header) && header.required === true && !isAbsentRightly)
        return `${name} is missing`;
      const flaw = value === null ? undefined : this.#schemas.flawOf([...at, name, 'schema'], value);
      if (flaw !== undefined) return `${name}: ${flaw}`;
    }
    return undefined;
  }

  #flawOfBody(at: readonly string[], { headers, body }: Answered): string | undefined {
    const media = headers.get('Content-Type');
    const known = Object.keys(objectAt(this.#document, at));
    if (known.length === 0) return media === null && !body?.byteLength ? undefined : 'it has a body';
    if (media === null || !known.includes(media)) return `it is ${media}, and not ${known}`;
    return body && this.#schemas.flawOf([...at, media, 'schema'], modelOf(media, body));
  }

  /** What was taken was as the document asks for it. An item of a batch that is not is not taken, and the batch is all the same. */
  #flawOfRequest(operation: readonly string[], { path, headers, body }: Asked): string | undefined {
    const at = [...operation, 'requestBody', 'content'];
    const known = Object.keys(objectAt(this.#document, at));
    if (known.length === 0 || body === undefined || path === '/v1/batch') return undefined;
    const media = headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!known.includes(media)) return `what was asked is ${media}, and not ${known}`;
    const flaw = this.#schemas.flawOf([...at, media, 'schema'], modelOf(media, body));
    return flaw && `what was asked: ${flaw}`;
  }
}
