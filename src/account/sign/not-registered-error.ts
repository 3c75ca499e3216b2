/** The server did not register this device, for now. Nothing is lost: it is tried again with the next attempt. */
export class NotRegisteredError extends Error {
  override readonly name = 'NotRegisteredError';
  readonly code = 'device-not-registered';
  /** Of the server's answer. */
  readonly status: number;

  constructor(status: number) {
    super(`The server answered ${status} and did not register this device. It is tried again with the next attempt.`);
    this.status = status;
  }
}
