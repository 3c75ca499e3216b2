import { MalformedBodyError } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A body may take `slowAfter` milliseconds, and a second more for every `minimumRate` bytes of it; with 0 as long as it likes. */
export interface Pace {
  readonly slowAfter: number;
  readonly minimumRate: number;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Watches one body on its way. To be ended when the body has, however it has. */
export class BodyPace {
  readonly #pace: Pace;
  readonly #begun = performance.now();
  readonly #tooSlow: Promise<never>;
  #refuse: (reason: Refusal) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #bytes = 0;

  constructor(pace: Pace) {
    this.#pace = pace;
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
    this.#bytes += value?.byteLength ?? 0;
    return value;
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #watch(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      const left = this.#milliseconds() - (performance.now() - this.#begun);
      if (left > 0) this.#watch(left);
      else this.#refuse(tooSlow(this.#pace));
    }, milliseconds);
  }

  /** How long what has come so far may have taken. */
  #milliseconds(): number {
    const { slowAfter, minimumRate } = this.#pace;
    return slowAfter + (this.#bytes / minimumRate) * 1000;
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
