/** An answer that may go out alone or within another. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export function responseOf({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}
