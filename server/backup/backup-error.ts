/** A copy of a database cannot be made or taken; `message` says for a person why, and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code = 'backup-failed';
}
