import type * as v from 'valibot';
import type { ProblemCode } from '../../src/protocol/index.ts';

/** What stands beside a resource's routes and says all that a client has to know of them. */
export interface Resource {
  /** What its operations are listed under. */
  readonly name: string;
  /** One sentence about what it is. */
  readonly means: string;
  readonly operations: readonly Operation[];
  /** Schemas that have a name of their own in the document, wherever they are used. */
  readonly schemas?: Readonly<Record<string, v.GenericSchema>>;
}

export interface Operation {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** In Hono's notation, as the route has it. */
  readonly path: string;
  /** What generated clients call it. */
  readonly id: string;
  readonly summary: string;
  readonly details?: string;
  readonly access: Access;
  /** Whether it happens once per `Idempotency-Key`, alone or in a batch. */
  readonly isEffect?: true;
  /** Schemas of what stands in the path. */
  readonly parameters?: Readonly<Record<string, v.GenericSchema>>;
  /** The schema that the query is parsed with: of each name it takes the list of what is said. */
  readonly query?: QuerySchema;
  readonly headers?: Readonly<Record<string, HeaderDescription>>;
  readonly body?: Content;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Those of its own; what follows from access, parameters, body and effect is added. */
  readonly problems?: readonly ProblemAt[];
}

/** `nobody` has to say who asks; `member` is a device of any account, `device` one of the account in the path. */
export type Access = 'nobody' | 'member' | 'device' | 'account-key';

/** A code at its usual status, or at another. */
export type ProblemAt = ProblemCode | readonly [code: ProblemCode, status: number];

export interface Content {
  readonly media: string;
  readonly schema: v.GenericSchema;
  readonly means?: string;
}

export interface AnswerDescription {
  readonly means: string;
  readonly content?: Content;
  /** Beside those that every answer has. */
  readonly headers?: Readonly<Record<string, HeaderDescription>>;
}

export interface HeaderDescription {
  readonly means: string;
  readonly schema: v.GenericSchema;
  readonly isRequired?: boolean;
}

/** A `v.object` of numbers and texts, of each the list of what is said. */
export interface QuerySchema {
  readonly entries: Readonly<Record<string, QueryEntry>>;
}

type QueryEntry = OneOf | { readonly wrapped: OneOf; readonly default: unknown };
type OneOf = v.GenericSchema<string[], unknown>;
