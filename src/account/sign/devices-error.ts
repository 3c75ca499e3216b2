/** The server did not do what was asked about the account's devices. Nothing has changed, and it can be asked again. */
export class DevicesError extends Error {
  override readonly name = 'DevicesError';
  readonly code = 'devices-not-available';
  /** Of the server's answer. */
  readonly status: number;

  constructor(status: number) {
    super(`The server answered ${status} where the account's devices were asked for. Ask again later.`);
    this.status = status;
  }
}
