import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import type * as v from 'valibot';

export type Json = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, v.GenericSchema>>;

/** Names of schemas that the document defines once. */
export interface JsonSchemas {
  /** What goes over the wire to fit this schema. */
  of(schema: v.GenericSchema): Json;
  /** Every schema that has a name. */
  readonly named: Json;
}

export function jsonSchemas(named: Schemas): JsonSchemas {
  const config = { ...CONFIG, definitions: { ...named } };
  return {
    of: (schema) => {
      const { $schema: _, $defs: __, ...json } = toJsonSchema(schema, config);
      return json;
    },
    named: toJsonSchemaDefs({ ...named }, CONFIG),
  };
}

const CONFIG: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'input',
  // What a check says beyond the rest has no form in JSON Schema; the description of the schema says it.
  ignoreActions: ['brand', 'check'],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideSchema: ({ valibotSchema }) => (valibotSchema.type === 'instance' ? BYTES : undefined),
};

/** A byte string of CBOR has no type in JSON Schema: here it is a string whose length is counted in bytes. */
const BYTES = { type: 'string', format: 'binary' } as const;
