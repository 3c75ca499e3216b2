import { type RawBuilder, sql } from 'kysely';

/** The sum of an expression in SQL over integers, as a number: of nothing it is 0, and PostgreSQL would make it a text. */
export function totalOf(expression: string): RawBuilder<number> {
  return sql<number>`cast(coalesce(sum(${sql.raw(expression)}), 0) as bigint)`;
}
