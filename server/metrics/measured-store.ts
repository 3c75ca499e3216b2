import type { AccountId } from '../../src/protocol/index.ts';
import type { AccountTransaction, Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

/** The same store, whose accounts' transactions are timed. */
export function measuredStore(store: Store, metrics: Metrics): Store {
  const transact = (account: AccountId, work: (transaction: AccountTransaction) => Promise<unknown>) =>
    timed(() => store.transact(account, work), metrics);
  return new Proxy(store, {
    get: (_, name) => {
      if (name === 'transact') return transact;
      const member: unknown = Reflect.get(store, name, store);
      return typeof member === 'function' ? member.bind(store) : member;
    },
  });
}

async function timed<Result>(work: () => Promise<Result>, metrics: Metrics): Promise<Result> {
  const begun = performance.now();
  let outcome: 'committed' | 'rolled-back' = 'rolled-back';
  try {
    const result = await work();
    outcome = 'committed';
    return result;
  } finally {
    metrics.transaction(outcome, performance.now() - begun);
  }
}
