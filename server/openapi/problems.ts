import type { ProblemCode } from '../../src/protocol/index.ts';

interface ProblemMeaning {
  /** The status that it usually comes with. */
  readonly status: number;
  readonly means: string;
}

/** Every code there is: one that is missing here does not compile. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemMeaning>> = {
  'malformed-body': { status: 400, means: 'The bytes are not what their media type says, or ended too soon.' },
  'invalid-body': { status: 400, means: 'The body says something else than it should; `detail` names the place.' },
  'invalid-parameter': { status: 400, means: 'The path, the query or a header says something that it cannot.' },
  'unsupported-media-type': { status: 415, means: 'The body has a media type or encoding that is not taken here.' },
  'body-too-large': { status: 413, means: 'The body, or what would have to be answered, is too large.' },
  'clock-ahead': { status: 409, means: 'A clock is too far ahead of the server, whose time is `now`.' },
  'part-mismatch': { status: 422, means: 'A part is not the one that its name says.' },
  'parts-missing': { status: 409, means: 'The delta names parts that are not there: those in `missing`.' },
  'chunks-missing': { status: 409, means: 'The delta refers to chunks that are not there: those in `missing`.' },
  'epoch-superseded': {
    status: 409,
    means: 'What was sealed is of a former epoch: the account is in that of `epoch`.',
  },
  'epoch-not-next': {
    status: 409,
    means: 'The keys were changed by somebody else: the account is in that of `epoch`.',
  },
  'not-caught-up': {
    status: 409,
    means: 'There are changes up to `cursor` that whoever changes the keys has not read.',
  },
  'account-key-replaced': { status: 401, means: 'The account has another key now.' },
  'tombstones-pruned': { status: 409, means: 'An entry that is not known is older than tombstones that were removed.' },
  'cursor-pruned': { status: 410, means: 'Deletions after `since` were removed: read from the beginning.' },
  'idempotency-key-missing': { status: 400, means: 'The request changes something and has no `Idempotency-Key`.' },
  'idempotency-key-reused': { status: 422, means: 'The key belongs to another request, which has had its effect.' },
  'signature-missing': { status: 401, means: 'The request is not signed.' },
  'signature-malformed': { status: 401, means: 'The signature is not made as it should be.' },
  'signature-invalid': { status: 401, means: 'The signature does not fit the request that has arrived.' },
  'signature-stale': { status: 401, means: 'The signature is of another time than the server’s, which is `now`.' },
  'signature-replayed': { status: 401, means: 'This very signature was used before.' },
  'digest-mismatch': { status: 401, means: 'The body is not the one whose digest was signed.' },
  'token-missing': { status: 401, means: 'The request carries no token, at a server that takes tokens.' },
  'token-invalid': { status: 401, means: 'The token is not valid (any more).' },
  'device-unknown': { status: 401, means: 'The account has no such device.' },
  'device-revoked': { status: 401, means: 'The device was signed out of the account for good.' },
  'device-mismatch': { status: 422, means: 'The device cannot have this key.' },
  'too-many-devices': { status: 422, means: 'The account has as many devices as it may have.' },
  'foreign-account': { status: 403, means: 'Whoever asks may not do that with this account.' },
  'space-taken': { status: 409, means: 'Another space has or had this name.' },
  'space-full': { status: 422, means: 'The space has as many members as it may have.' },
  'too-many-spaces': { status: 422, means: 'The account is a member of as many spaces as it may be.' },
  'too-many-invites': { status: 422, means: 'The space has as many invites as it may have.' },
  'invite-invalid': { status: 403, means: 'The invite lets nobody in, or not this account.' },
  'not-a-member': { status: 403, means: 'The account is not a member of such a space.' },
  'not-an-owner': { status: 403, means: 'Only an owner of the space, or the author of the message, may do that.' },
  'message-taken': { status: 409, means: 'Another message has or had this name.' },
  'quota-exceeded': { status: 507, means: 'The account would hold more than it may.' },
  'wrong-host': { status: 421, means: 'The request was meant for another host.' },
  'not-found': { status: 404, means: 'There is nothing at this path.' },
  'method-not-allowed': { status: 405, means: 'The path does not have this method; `Allow` names those it has.' },
  'storage-unavailable': { status: 503, means: 'The database does not do its part at the moment.' },
  'internal-error': { status: 500, means: 'Something went wrong at the server.' },
  'too-many-requests': { status: 429, means: 'Too many requests come from this address, or for this account.' },
  'too-many-streams': { status: 429, means: 'The account has as many live streams open as it may have.' },
  'body-too-slow': { status: 408, means: 'The body comes too slowly.' },
  'headers-too-large': { status: 431, means: 'The headers are too many, or too large.' },
  'headers-too-slow': { status: 408, means: 'The head of the request comes too slowly.' },
  'malformed-request': { status: 400, means: 'What came is no request of HTTP/1.1.' },
  stopping: { status: 503, means: 'The server is about to stop, and nothing more should be sent to it.' },
};
