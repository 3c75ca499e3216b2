/** The chunks of an account, in Hono's notation. */
export const CHUNKS_PATH = '/v1/accounts/:account/chunks';
