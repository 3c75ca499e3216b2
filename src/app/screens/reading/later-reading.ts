import { later } from '../../later/later.tsx';

/** Loaded by whoever joins an account: no other device shows it. */
export const ReadingAccount = later(async () => (await import('./ReadingAccount.tsx')).ReadingAccount);
