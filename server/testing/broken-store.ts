import type { Store } from '../store/store.ts';

/** A store that fails at whatever it is asked, and can be watched and closed. */
export function brokenStore(error: Error): Store {
  const fail = () => Promise.reject(error);
  return {
    spaces: { listOf: fail, cursorsFor: fail, listMembers: fail, changesIn: fail, historyOf: fail },
    transact: fail,
    changes: fail,
    findChunks: fail,
    findEntry: fail,
    findPresentKey: fail,
    findAccountKey: fail,
    history: fail,
    findDevice: fail,
    listDevices: fail,
    cursorOf: fail,
    watch: () => () => undefined,
    check: fail,
    close: () => Promise.resolve(),
  };
}
