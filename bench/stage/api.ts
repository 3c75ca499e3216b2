import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { BATCH_PATH, batchSchema, CBOR, decodeCbor, encodeCbor, encodeDeltaAnswer } from '../../src/protocol/index.ts';
import { effectsIn } from './effects.ts';

/** What a save is answered by the reference server, when nothing newer was there. */
const ANSWER = encodeDeltaAnswer({ from: 0, to: 1, winners: [] });

/**
 * A server for everybody that does nothing but answer, a round trip later, and note what was asked: what is measured is
 * who asks. (The reference server commits every request to a disk, which takes longer than asking.)
 */
export class Api {
  readonly #roundTrip: number;
  readonly #answered = new Set<string>();
  readonly #waiting = new Set<() => void>();
  /** By `performance.now()`: when the newest effect so far was answered. */
  #lastAnswer = 0;
  #requests = 0;

  /** `roundTrip` is in milliseconds. */
  constructor(roundTrip: number) {
    this.#roundTrip = roundTrip;
  }

  /** How many distinct effects have been answered. */
  get effects(): number {
    return this.#answered.size;
  }

  /** How many requests have been answered. */
  get requests(): number {
    return this.#requests;
  }

  /** When the last of so many distinct effects was answered, by `performance.now()`. */
  async answered(count: number): Promise<number> {
    while (this.effects < count) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return this.#lastAnswer;
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(incoming);
      const answer = incoming.url === BATCH_PATH ? batchAnswer(body) : ANSWER;
      if (this.#roundTrip > 0) await delay(this.#roundTrip);
      outgoing.writeHead(200, { 'Content-Type': CBOR, 'Content-Length': answer.byteLength }).end(answer);
      this.#note(body);
    } catch {
      outgoing.destroy(); // The browser has gone offline: there is nobody to tell.
    }
  }

  /** The time first: finding the effects in a large body takes some itself. */
  #note(body: Buffer): void {
    const time = performance.now();
    const before = this.effects;
    this.#requests += 1;
    for (const effect of effectsIn(body)) this.#answered.add(effect);
    if (this.effects === before) return;
    this.#lastAnswer = time;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function batchAnswer(body: Buffer): Uint8Array<ArrayBuffer> {
  const { requests } = v.parse(batchSchema, decodeCbor(body));
  return encodeCbor({ answers: requests.map(() => [200, { 'content-type': CBOR }, ANSWER]) });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}
