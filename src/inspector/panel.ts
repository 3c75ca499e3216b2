import type { Client } from '../client/index.ts';
import type { FailedTask } from '../protocol/index.ts';
import { type PassRecord, readPasses } from '../record/index.ts';
import { type Device, readDevice } from './device/device.ts';
import { DeviceView } from './device/device-view.ts';
import { createFormat } from './format.ts';
import type { Inspection } from './inspection.ts';
import { keepFocus } from './look/keep-focus.ts';
import { SecondHand } from './look/second-hand.ts';
import type { InspectorOptions } from './options.ts';
import { OutboxView } from './tasks/outbox-view.ts';
import { nextAttemptAt, type Saying } from './tasks/say.ts';
import { englishWords } from './words.ts';

interface PanelOptions {
  readonly root: ShadowRoot;
  readonly client: Client;
  readonly options: () => InspectorOptions;
  readonly edit: (task: FailedTask) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** All that is shown of one client, from when it is opened until it is closed. */
export class Panel {
  readonly #options: PanelOptions;
  readonly #inspection: Inspection;
  readonly #outbox: OutboxView;
  readonly #device: DeviceView;
  readonly #secondHand: SecondHand;
  readonly #lifetime = new AbortController();
  #passes: readonly PassRecord[] = [];
  #found: Device | undefined;
  #frame: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(options: PanelOptions) {
    const { client, root, edit } = options;
    const { words = englishWords, language } = options.options();
    this.#options = options;
    const format = createFormat(language ?? (document.documentElement.lang || undefined));
    const refresh = () => this.refresh();
    this.#inspection = { client, words, format, edit, refresh, options: options.options };
    this.#outbox = new OutboxView(this.#inspection);
    this.#device = new DeviceView(this.#inspection);
    this.#secondHand = new SecondHand(refresh);
    root.append(this.#outbox.element, this.#device.element);
    const { signal } = this.#lifetime;
    signal.addEventListener('abort', client.subscribe(refresh));
    for (const name of ['online', 'offline']) window.addEventListener(name, refresh, { signal });
    this.#draw();
  }

  /** Shows everything again in the next frame, and reads anew what is looked at and tells nobody of its changes. */
  refresh(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
      if (this.#device.isOpen || this.#outbox.showsTime) this.#read();
    });
  }

  close(): void {
    this.#lifetime.abort();
    this.#secondHand.stop();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#outbox.element.remove();
    this.#device.element.remove();
  }

  #draw(): void {
    keepFocus(this.#options.root, () => this.#show(), this.#outbox.element);
  }

  #show(): void {
    const { client, now } = this.#options;
    const { words, format } = this.#inspection;
    const snapshot = client.snapshot();
    const saying: Saying = { words, format, now: now(), isOnline: navigator.onLine };
    this.#outbox.show(snapshot, this.#passes, saying);
    if (this.#found !== undefined) this.#device.show(snapshot, this.#found, this.#passes);
    const isCounting = snapshot.tasks.some((task) => (nextAttemptAt(task) ?? 0) > saying.now);
    this.#secondHand.run(isCounting || this.#outbox.showsTime || this.#device.isOpen);
  }

  /** One reading at a time; what has changed meanwhile is read at the next change, or a second later. */
  #read(): void {
    const { name } = this.#options.options();
    this.#reading ??= Promise.all([readPasses(name).catch(() => []), readDevice()])
      .then(([passes, device]) => {
        if (this.#lifetime.signal.aborted) return;
        this.#passes = passes;
        this.#found = device;
        this.#draw();
      })
      .finally(() => {
        this.#reading = undefined;
      });
  }
}
