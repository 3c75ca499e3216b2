import * as v from 'valibot';
import { PROBLEM_MEDIA, type ProblemCode } from '../../src/protocol/index.ts';
import { answersOf, contentObject } from './answers.ts';
import type { Access, Operation, Resource } from './description.ts';
import { type Json, type JsonSchemas, jsonSchemas } from './json-schema.ts';
import { parametersOf } from './parameters.ts';
import { PROBLEMS } from './problems.ts';

/** The version of what is described, which is that of the protocol and not of the server: docs/protocol.md. */
const VERSION = '1';

/** The document of OpenAPI 3.1 about these resources. */
export function openApiDocument(resources: readonly Resource[]): Json {
  const schemas = jsonSchemas(namedSchemas(resources));
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Backhaul', version: VERSION, summary: SUMMARY, description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: resources.map(({ name, means }) => ({ name, description: means })),
    paths: pathsOf(resources, schemas),
    components: { schemas: schemas.named, securitySchemes: SECURITY_SCHEMES },
  };
}

/** The path as OpenAPI writes it, for one in Hono's notation. */
export function templateOf(path: string): string {
  return path.replaceAll(/:([a-z]+)/gi, '{$1}');
}

function pathsOf(resources: readonly Resource[], schemas: JsonSchemas): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { name, operations } of resources) {
    for (const operation of operations) {
      const path = templateOf(operation.path);
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation, name, schemas) };
    }
  }
  return paths;
}

function operationObject(operation: Operation, tag: string, schemas: JsonSchemas): Json {
  const { id, summary, details, access, body } = operation;
  const request = body === undefined ? {} : { requestBody: { required: true, content: contentObject(body, schemas) } };
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [details, ACCESS[access]].filter(Boolean).join(' '),
    security: access === 'nobody' ? [] : access === 'account-key' ? [{ signature: [] }] : EITHER,
    parameters: parametersOf(operation, schemas),
    ...request,
    responses: answersOf(operation, schemas),
  };
}

const EITHER = [{ signature: [] }, { token: [] }];

const ACCESS: Readonly<Record<Access, string>> = {
  nobody: 'Whoever asks need not say who that is.',
  member: 'For a device of any account.',
  device: 'For the devices of the account.',
  'account-key': 'For the account’s own key.',
};

const codes = Object.keys(PROBLEMS) as ProblemCode[];

/** `Problem` of the protocol. */
const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  code: v.picklist(codes),
  detail: v.optional(v.string()),
  now: v.optional(v.pipe(v.number(), v.integer())),
  missing: v.optional(v.array(v.string())),
  epoch: v.optional(v.pipe(v.number(), v.integer())),
  cursor: v.optional(v.pipe(v.number(), v.integer())),
});

function namedSchemas(resources: readonly Resource[]): Readonly<Record<string, v.GenericSchema>> {
  return Object.assign({ Problem: problemSchema }, ...resources.map(({ schemas = {} }) => schemas));
}

const SUMMARY = 'Sealed entries, spaces and messages of accounts, synchronized between their devices.';

const DESCRIPTION = `How to speak to a server: docs/protocol.md of the package \`backhaul\`.

- A body of \`application/cbor\` is described by its data model (RFC 8949): an array of CBOR by \`prefixItems\`, a byte string by
  \`{type: string, format: binary}\`, its length in bytes.
- Whoever is refused gets \`${PROBLEM_MEDIA}\` (RFC 9457) with a \`code\` for programs. A client takes a code that it does not
  know for what its status says.
- A method that a path does not have is answered 405 with \`Allow\`, another path 404. HEAD is as GET where \`Allow\` names it.

${codes.map((code) => `- \`${code}\` (${PROBLEMS[code].status}): ${PROBLEMS[code].means}`).join('\n')}`;

const SECURITY_SCHEMES = {
  signature: {
    type: 'http',
    scheme: 'Signature',
    description:
      'An HTTP Message Signature (RFC 9421) by Ed25519 in `Signature` and `Signature-Input`, and `Content-Digest` (RFC 9530) where there is a body. A 401 says in `Accept-Signature` what it covers.',
  },
  token: { type: 'http', scheme: 'bearer', description: 'An app’s own tokens, at a server that takes those instead.' },
};
