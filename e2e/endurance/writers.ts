import { type DeltaAnswer, decodeDeltaAnswer } from '../../src/protocol/index.ts';
import { newAccount, registration, type SigningAccount, save } from '../support/signed-saves.ts';
import { send } from './send.ts';

/** One save: an entry of its own, under a key of its own. */
interface Save {
  readonly account: SigningAccount;
  readonly id: string;
  readonly at: number;
  /** How often it was sent. */
  attempts: number;
}

export interface AnsweredSave {
  readonly save: Save;
  readonly answer: DeltaAnswer;
}

/** Clients that save all the time, and send again, under the same key, what got no answer. */
export class Writers {
  readonly accounts: readonly SigningAccount[] = [newAccount(), newAccount(), newAccount()];
  readonly answered: AnsweredSave[] = [];
  readonly refused: number[] = [];
  readonly #unanswered: Save[] = [];
  #made = 0;
  #waiting: { readonly answers: number; readonly resolve: () => void } | undefined;

  async register(origin: string): Promise<void> {
    for (const account of this.accounts) {
      const outcome = await send(origin, await registration(origin, account));
      if (outcome.kind !== 'answered' || outcome.status !== 200) throw new Error('A device was not registered.');
    }
  }

  /** Saves to the server, so many at once, until there is no answer any more, or it is told to stop. */
  async write(origin: string, concurrency: number, stop: AbortSignal): Promise<void> {
    const work = async () => {
      while (!stop.aborted && (await this.#sendOne(origin, this.#unanswered.shift() ?? this.#make())));
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  /** Sends what has no answer yet, and nothing else. */
  async finish(origin: string): Promise<void> {
    for (let next = this.#unanswered.shift(); next !== undefined; next = this.#unanswered.shift()) {
      if (!(await this.#sendOne(origin, next))) throw new Error('A server that nobody kills did not answer.');
    }
  }

  /** Resolves after so many more answers. */
  moreAnswers(count: number): Promise<void> {
    if (count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = { answers: this.answered.length + count, resolve };
    });
  }

  get resent(): number {
    return this.answered.filter(({ save }) => save.attempts > 1).length;
  }

  #make(): Save {
    this.#made += 1;
    const account = this.accounts[this.#made % this.accounts.length] ?? newAccount();
    return { account, id: `save-${this.#made}`, at: Date.now(), attempts: 0 };
  }

  /** Whether there was an answer. One that says "later" leaves the save to be sent again. */
  async #sendOne(origin: string, one: Save): Promise<boolean> {
    one.attempts += 1;
    const outcome = await send(origin, await save(origin, one.account, { ...one, key: `key-of-${one.id}` }));
    if (outcome.kind === 'answered' && outcome.status === 200) {
      this.answered.push({ save: one, answer: decodeDeltaAnswer(outcome.body) });
      if (this.answered.length === this.#waiting?.answers) this.#waiting.resolve();
      return true;
    }
    if (outcome.kind === 'answered') this.refused.push(outcome.status);
    this.#unanswered.push(one);
    return outcome.kind === 'answered';
  }
}
