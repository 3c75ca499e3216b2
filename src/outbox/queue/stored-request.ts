import { hasFields, isAbsentOr, isRecordOf, isText } from '../../protocol/index.ts';

/** What Workbox's `StorableRequest` leaves in a row. */
export interface StoredRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: ArrayBuffer;
  readonly mode?: RequestMode;
}

const isRequestData = hasFields({
  url: (url) => typeof url === 'string' && URL.canParse(url),
  method: isAbsentOr(isText),
  headers: isRecordOf(isText),
  body: isAbsentOr((body) => body instanceof ArrayBuffer),
});

export function isStoredRequest(value: unknown): value is StoredRequest {
  return isRequestData(value);
}
