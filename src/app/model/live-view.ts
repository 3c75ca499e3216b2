import * as v from 'valibot';
import { PREFERENCES, PROFILE } from '../settings/names.ts';
import { parsePreferences, parseProfile } from '../settings/profile.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { AppView } from './app-model.ts';

const CHANNEL = 'backhaul-app';
const changedSchema = v.literal('settings-changed');

/** What the screens show, read again whenever this tab or another one changed it. */
export class LiveView {
  readonly #store: SettingsStore;
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly #listeners = new Set<() => void>();
  #current: AppView;

  static async open(store: SettingsStore): Promise<LiveView> {
    return new LiveView(store, { ...(await read(store)), heldBack: new Map() });
  }

  private constructor(store: SettingsStore, current: AppView) {
    this.#store = store;
    this.#current = current;
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (v.is(changedSchema, data)) void this.#read();
    };
  }

  get current(): AppView {
    return this.#current;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows values before they are stored: what a person has just saved is what they see. */
  show(change: Partial<AppView>): void {
    this.#current = { ...this.#current, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** The store has changed: reads it again, here and in every other tab. */
  async changed(): Promise<void> {
    this.#channel.postMessage('settings-changed');
    await this.#read();
  }

  async #read(): Promise<void> {
    this.show(await read(this.#store));
  }
}

async function read(store: SettingsStore): Promise<Omit<AppView, 'heldBack'>> {
  const [profile, preferences, spaces, local] = await Promise.all([
    store.values(PROFILE),
    store.values(PREFERENCES),
    store.spaces(),
    store.localCollections(),
  ]);
  return { profile: parseProfile(profile), preferences: parsePreferences(preferences), spaces, local: new Set(local) };
}
