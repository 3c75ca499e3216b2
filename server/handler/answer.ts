/** An answer that may go out alone or within another. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export function responseOf({ status, headers, body }: Answer): Response {
  // A response with status 204 may have no body, not even an empty one.
  return new Response(body.byteLength === 0 ? null : body, { status, headers });
}
