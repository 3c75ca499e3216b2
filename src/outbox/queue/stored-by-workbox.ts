import { StorableRequest } from 'workbox-background-sync';
import { isStoredRequest, type StoredRequest } from './stored-request.ts';

/** A request as Workbox itself stores it. @throws TypeError when its body cannot be read */
export async function storedByWorkbox(request: Request): Promise<StoredRequest> {
  const data: unknown = (await StorableRequest.fromRequest(request)).toObject();
  if (!isStoredRequest(data)) throw new TypeError('Not a stored request.');
  return data;
}
