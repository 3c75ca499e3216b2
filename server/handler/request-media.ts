import { type Refusal, refuse } from './refusal.ts';

/** What a route takes, and the header in which it says so. */
export interface TakenMedia<Media extends string> {
  readonly media: readonly Media[];
  readonly toldIn: 'Accept' | 'Accept-Patch' | 'Accept-Post';
}

/**
 * The media type of a body that comes as it is.
 * @throws Refusal `unsupported-media-type` for one that is not taken, and for a content encoding.
 */
export function requestMedia<Media extends string>(headers: Headers, taken: TakenMedia<Media>): Media {
  const said = headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
  const media = taken.media.find((candidate) => candidate === said);
  if (media === undefined) throw unsupported(taken, `The body comes as ${taken.media.join(' or ')}.`);
  const encoding = headers.get('Content-Encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unsupported(taken, 'The body comes without a content encoding.');
  return media;
}

function unsupported({ media, toldIn }: TakenMedia<string>, detail: string): Refusal {
  const headers = { [toldIn]: media.join(', ') };
  return refuse('unsupported-media-type', 415, 'The body has a media type that is not taken here.', detail, headers);
}
