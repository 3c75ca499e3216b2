/** The entries of an account, in Hono's notation. */
export const ENTRIES_PATH = '/v1/accounts/:account/entries';
