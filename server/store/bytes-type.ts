/** What a byte string is called where the tables are made. */
export type BytesType = 'blob' | 'bytea';
