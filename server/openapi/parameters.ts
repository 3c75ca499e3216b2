import type * as v from 'valibot';
import { IDEMPOTENCY_KEY, idempotencyKeySchema } from '../../src/protocol/index.ts';
import type { HeaderDescription, Operation, QuerySchema } from './description.ts';
import type { Json, JsonSchemas } from './json-schema.ts';

const KEY: HeaderDescription = {
  means: 'Names the effect, the same at every attempt.',
  schema: idempotencyKeySchema,
  isRequired: true,
};

/** What an operation is told outside of its body. */
export function parametersOf(operation: Operation, schemas: JsonSchemas): Json[] {
  const { parameters = {}, query, headers = {}, isEffect } = operation;
  const told = isEffect === true ? { [IDEMPOTENCY_KEY]: KEY, ...headers } : headers;
  return [
    ...Object.entries(parameters).map(([name, schema]) => inPath(name, schema, schemas)),
    ...(query === undefined ? [] : queryParameters(query)),
    ...Object.entries(told).map(([name, header]) => inHeader(name, header, schemas)),
  ];
}

function inPath(name: string, schema: v.GenericSchema, schemas: JsonSchemas): Json {
  return { name, in: 'path', required: true, schema: schemas.of(schema) };
}

function inHeader(name: string, { means, schema, isRequired = false }: HeaderDescription, schemas: JsonSchemas): Json {
  return { name, in: 'header', description: means, required: isRequired, schema: schemas.of(schema) };
}

/** Everything that a query can say is a whole number, once. */
function queryParameters({ entries }: QuerySchema): Json[] {
  return Object.entries(entries).map(([name, schema]) => {
    const [first] = Array.isArray(schema.default) ? schema.default : [];
    const otherwise = first === undefined ? {} : { default: Number(first) };
    return {
      name,
      in: 'query',
      required: false,
      schema: { type: 'integer', ...rangeOf(schema.wrapped), ...otherwise },
    };
  });
}

/** The bounds that stand in the pipe, after what makes a number of the text. */
function rangeOf(schema: v.GenericSchema): Json {
  const pipe: readonly object[] = 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe : [];
  return { minimum: requirementOf(pipe, 'min_value'), maximum: requirementOf(pipe, 'max_value') };
}

function requirementOf(pipe: readonly object[], type: string): number {
  const action = pipe.find((item) => 'type' in item && item.type === type);
  const requirement = action !== undefined && 'requirement' in action ? action.requirement : undefined;
  if (typeof requirement !== 'number') throw new Error(`A number in a query has no ${type}.`);
  return requirement;
}
