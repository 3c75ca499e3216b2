import { MalformedBodyError } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * A body may take `slowAfter` milliseconds, and a second more for every `minimumRate` bytes of it; but never longer than `slowAfter`
 * from any moment on: what came in a rush before does not let it stall. With a rate of 0 it takes as long as it likes.
 */
export interface Pace {
  readonly slowAfter: number;
  readonly minimumRate: number;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Watches one body on its way. To be ended when the body has, however it has. */
export class BodyPace {
  readonly #pace: Pace;
  readonly #tooSlow: Promise<never>;
  #refuse: (reason: Refusal) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  /** As `performance.now()` has it. */
  #deadline: number;

  constructor(pace: Pace) {
    this.#pace = pace;
    this.#deadline = performance.now() + pace.slowAfter;
    this.#tooSlow = new Promise((_, reject) => {
      this.#refuse = reject;
    });
    // Nobody may be waiting for the next chunk when it comes too late.
    this.#tooSlow.catch(() => undefined);
    if (pace.minimumRate > 0) this.#watch(pace.slowAfter);
  }

  /** @throws Refusal `body-too-slow`, or MalformedBodyError when the client has gone away. */
  async next(reader: Reader): Promise<Uint8Array | undefined> {
    const { value } = await Promise.race([read(reader), this.#tooSlow]);
    this.#credit(value?.byteLength ?? 0);
    return value;
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #watch(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      const left = this.#deadline - performance.now();
      if (left > 0) this.#watch(left);
      else this.#refuse(tooSlow(this.#pace));
    }, milliseconds);
  }

  #credit(bytes: number): void {
    const { slowAfter, minimumRate } = this.#pace;
    this.#deadline = Math.min(this.#deadline + (bytes / minimumRate) * 1000, performance.now() + slowAfter);
  }
}

async function read(reader: Reader) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new MalformedBodyError('The body ended before it was whole.', { cause });
  }
}

function tooSlow({ minimumRate }: Pace): Refusal {
  const detail = `A body keeps up at least ${minimumRate} bytes a second. Try again with a better connection.`;
  return refuse('body-too-slow', 408, 'The body comes too slowly.', detail);
}
