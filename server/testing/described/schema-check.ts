import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { CBOR, decodeCbor, JSON_MEDIA, PROBLEM_MEDIA } from '../../../src/protocol/index.ts';
import type { Json } from '../../openapi/json-schema.ts';

const DOCUMENT = 'https://backhaul.test/openapi.json';

/** Where bytes stand as a string: a character for each, that no text has. */
const BYTES = 0xe000;

/** By both ends: a value of many megabytes is no text in between. */
function standsForBytes(text: string): boolean {
  return [text.charCodeAt(0), text.charCodeAt(text.length - 1)].every(
    (code) => text === '' || code >> 8 === BYTES >> 8,
  );
}

/** Holds values against the schemas within a document. */
export class SchemaCheck {
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: Json) {
    this.#ajv.addFormat('binary', standsForBytes);
    this.#ajv.addSchema({ ...document, $id: DOCUMENT });
  }

  /** What is wrong with the value by the schema that stands there; nothing where it fits. */
  flawOf(steps: readonly string[], value: unknown): string | undefined {
    const validate = this.#validatorAt(steps);
    return validate(value) ? undefined : this.#ajv.errorsText(validate.errors);
  }

  #validatorAt(steps: readonly string[]): ValidateFunction {
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `${DOCUMENT}#/${pointer}` });
    this.#validators.set(pointer, known);
    return known;
  }
}

/** A body as the document describes it. */
export function modelOf(media: string, body: Uint8Array): unknown {
  if (media === JSON_MEDIA || media === PROBLEM_MEDIA) return JSON.parse(new TextDecoder().decode(body));
  if (media === CBOR) return withoutBytes(decodeCbor(body));
  return withoutBytes(body);
}

function withoutBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return Buffer.from(Uint16Array.from(value, (byte) => BYTES + byte).buffer).toString('utf16le');
  }
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutBytes(part)]));
}
