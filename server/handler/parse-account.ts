import { type AccountId, accountIdSchema } from '../../src/protocol/index.ts';
import { parseOrRefuse } from './parse.ts';

/** @throws Refusal `invalid-parameter` */
export function parseAccount(parameter: string | undefined): AccountId {
  return parseOrRefuse(accountIdSchema, parameter, { code: 'invalid-parameter', whole: 'the account' });
}
