export const CBOR = 'application/cbor';
export const JSON_MEDIA = 'application/json';
export const PROBLEM_MEDIA = 'application/problem+json';
