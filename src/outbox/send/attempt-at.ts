import { attemptOf } from '../verdict/attempt.ts';
import type { Attempt } from '../verdict/verdict.ts';
import { fetchAuthorized, type Sendable, type Sending } from './fetch-authorized.ts';

/** Nothing when the app has no authorization to give: nothing was sent then. Never rejects. */
export async function attemptAt(
  sending: Sending,
  sendable: Sendable,
  signal: AbortSignal,
): Promise<Attempt | undefined> {
  try {
    const response = await fetchAuthorized(sending, sendable, signal);
    return response && (await attemptOf(response, sending.environment.now()));
  } catch {
    return { kind: 'no-answer' };
  }
}
