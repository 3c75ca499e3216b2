import { attemptOf } from '../verdict/attempt.ts';
import type { Attempt } from '../verdict/verdict.ts';
import { fetchAuthorized, type Sendable, type Sending } from './fetch-authorized.ts';

/** Sends a request, and reads what came of it. Never rejects. */
export async function attemptAt(sending: Sending, sendable: Sendable, signal: AbortSignal): Promise<Attempt> {
  try {
    const response = await fetchAuthorized(sending, sendable, signal);
    return response ? await attemptOf(response, sending.environment.now()) : { kind: 'signed-out' };
  } catch {
    return { kind: 'no-answer' };
  }
}
