/** The server gave no answer where it has to be asked. Nothing was changed; try again once it can be reached. */
export class NotAskedError extends Error {
  override readonly name = 'NotAskedError';

  constructor(cause: unknown) {
    super('The server gave no answer, and nothing was changed. Try again once it can be reached.', { cause });
  }
}
