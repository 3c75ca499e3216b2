import { type BatchAnswerItem, stopsLane } from '../../src/protocol/index.ts';
import type { Answer } from '../handler/answer.ts';

/** The bytes of answers' bodies after which no further item is begun. */
export const ANSWERS_LIMIT = 8 * 1024 * 1024;

/** How far a batch has come: what its items were answered, and whom that keeps from being done. */
export class BatchProgress {
  #answers: BatchAnswerItem[] = [];
  #stopped = new Set<number>();
  #bytes = 0;

  get answers(): readonly BatchAnswerItem[] {
    return this.#answers;
  }

  /** A copy to go on with for as long as it is not certain that what follows will stand. */
  fork(): BatchProgress {
    const fork = new BatchProgress();
    fork.#answers = [...this.#answers];
    fork.#stopped = new Set(this.#stopped);
    fork.#bytes = this.#bytes;
    return fork;
  }

  /** Whether the next item, being of this lane, is passed over. */
  passesOver(lane: number | null): boolean {
    return this.#bytes > ANSWERS_LIMIT || (lane !== null && this.#stopped.has(lane));
  }

  /** Counts the next item as passed over (`null`) or answered. */
  add(lane: number | null, answer: Answer | null): void {
    if (answer === null) {
      this.#answers.push(null);
      return;
    }
    const { status, headers, body } = answer;
    this.#answers.push([status, { ...headers }, body]);
    this.#bytes += body.byteLength;
    if (lane !== null && stopsLane(status)) this.#stopped.add(lane);
  }
}
