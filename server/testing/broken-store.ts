import type { Store } from '../store/store.ts';

/** A store that fails at whatever it is asked, and can be watched and closed. */
export function brokenStore(error: Error): Store {
  const fail = () => Promise.reject(error);
  const spaces = new Proxy({}, { get: () => fail });
  const whole = { spaces, watch: () => () => undefined, close: () => Promise.resolve() };
  return new Proxy(whole, { get: (_, name) => Reflect.get(whole, name) ?? fail }) as unknown as Store;
}
