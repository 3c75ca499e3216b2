interface Transaction {
  readonly done: Promise<void>;
  readonly abort: () => void;
}

/** Writes all that `edit` asks for, or nothing: what it throws takes everything back. */
export async function committed<Result>(transaction: Transaction, edit: () => Promise<Result>): Promise<Result> {
  unawaited(transaction.done); // It is awaited below; an edit that throws first would leave it unhandled.
  try {
    const result = await edit();
    await transaction.done;
    return result;
  } catch (cause) {
    abort(transaction);
    throw cause;
  }
}

/** What fails aborts its transaction, whose end tells why. */
export function unawaited(write: Promise<unknown>): void {
  write.catch(() => undefined);
}

function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
