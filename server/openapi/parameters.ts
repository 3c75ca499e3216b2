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

/** Everything that a query can say stands in it once: a whole number, or a text of some pattern. */
function queryParameters({ entries }: QuerySchema): Json[] {
  return Object.entries(entries).map(([name, schema]) => {
    const [value, otherwise] = 'wrapped' in schema ? [schema.wrapped, defaultOf(schema.default)] : [schema, {}];
    return { name, in: 'query', required: !('wrapped' in schema), schema: { ...oneOf(value), ...otherwise } };
  });
}

function defaultOf(said: unknown): Json {
  const [first] = Array.isArray(said) ? said : [];
  return first === undefined ? {} : { default: Number(first) };
}

/** What stands in the pipe says what it is. */
function oneOf(schema: v.GenericSchema): Json {
  const actions = actionsOf(schema);
  const pattern = actions.get('regex');
  if (!actions.has('min_value'))
    return { type: 'string', ...(pattern instanceof RegExp && { pattern: pattern.source }) };
  return { type: 'integer', minimum: actions.get('min_value'), maximum: actions.get('max_value') };
}

/** What each action of a pipe requires, by its type, those of the pipes in it included. */
function actionsOf(schema: object): ReadonlyMap<string, unknown> {
  const pipe: readonly object[] = 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe : [];
  const inner = pipe.flatMap((item) => [...actionsOf(item)]);
  const own = pipe.flatMap((item): [string, unknown][] =>
    'type' in item && typeof item.type === 'string' && 'requirement' in item ? [[item.type, item.requirement]] : [],
  );
  return new Map([...inner, ...own]);
}
