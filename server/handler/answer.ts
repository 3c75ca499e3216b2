/** An answer that may go out alone or within another. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export function responseOf({ status, headers, body }: Answer): Response {
  // A response with status 204 may have no body, not even an empty one.
  if (body.byteLength === 0) return new Response(null, { status, headers });
  return new Response(body, { status, headers: { ...headers, 'Content-Length': String(body.byteLength) } });
}
