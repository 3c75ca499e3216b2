import type { Client } from '../client/index.ts';
import { styles } from './look/styles.ts';
import type { InspectorOptions } from './options.ts';
import { Panel } from './panel.ts';

/** Words and figures that are written once: when one of these changes, everything is made anew. */
const MADE_WITH: ReadonlySet<string> = new Set<keyof InspectorOptions>(['language', 'words']);

const PROPERTIES = ['client', 'name', 'describe', 'language', 'discard', 'cancel', 'canEdit', 'canCancel', 'words'];

/**
 * `<backhaul-inspector>`: the outbox of `client`, live. Its look is set by custom properties that begin with
 * `--backhaul-inspector-`. Fires `backhaul-edit`, with the task as `detail`, for what the app must do itself.
 */
export class BackhaulInspector extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  #client: Client | undefined;
  #options: InspectorOptions = {};
  #panel: Panel | undefined;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
  }

  get client(): Client | undefined {
    return this.#client;
  }
  set client(client: Client | undefined) {
    if (client === this.#client) return;
    this.#client = client;
    this.#open();
  }

  /** The client's name, where it has one of its own. */
  get name(): InspectorOptions['name'] {
    return this.#options.name;
  }
  set name(name: InspectorOptions['name']) {
    this.#set({ name });
  }

  /** The app's own words for a task: "Change display name". */
  get describe(): InspectorOptions['describe'] {
    return this.#options.describe;
  }
  set describe(describe: InspectorOptions['describe']) {
    this.#set({ describe });
  }

  /** Of dates, sizes and counts, a BCP 47 tag; the document's unless told. */
  get language(): InspectorOptions['language'] {
    return this.#options.language;
  }
  set language(language: InspectorOptions['language']) {
    this.#set({ language });
  }

  /** How a failed task is discarded, where the client's own way is not enough. */
  get discard(): InspectorOptions['discard'] {
    return this.#options.discard;
  }
  set discard(discard: InspectorOptions['discard']) {
    this.#set({ discard });
  }

  /** How a waiting task is cancelled, where the client's own way is not enough. */
  get cancel(): InspectorOptions['cancel'] {
    return this.#options.cancel;
  }
  set cancel(cancel: InspectorOptions['cancel']) {
    this.#set({ cancel });
  }

  /** Whether the app can edit a failed task; none unless told. */
  get canEdit(): InspectorOptions['canEdit'] {
    return this.#options.canEdit;
  }
  set canEdit(canEdit: InspectorOptions['canEdit']) {
    this.#set({ canEdit });
  }

  /** Whether a waiting task may be cancelled; any unless told. */
  get canCancel(): InspectorOptions['canCancel'] {
    return this.#options.canCancel;
  }
  set canCancel(canCancel: InspectorOptions['canCancel']) {
    this.#set({ canCancel });
  }

  /** Everything that it says, English unless told. */
  get words(): InspectorOptions['words'] {
    return this.#options.words;
  }
  set words(words: InspectorOptions['words']) {
    this.#set({ words });
  }

  connectedCallback(): void {
    for (const property of PROPERTIES) this.#takeUp(property);
    this.#open();
  }

  disconnectedCallback(): void {
    this.#close();
  }

  /** What was set before the element was defined stands in the way of the property. */
  #takeUp(property: string): void {
    const early = Object.getOwnPropertyDescriptor(this, property);
    if (early === undefined) return;
    Reflect.deleteProperty(this, property);
    Reflect.set(this, property, early.value);
  }

  #set(change: InspectorOptions): void {
    const isNew = Object.entries(change).some(([name, value]) => Reflect.get(this.#options, name) !== value);
    if (!isNew) return;
    this.#options = { ...this.#options, ...change };
    if (Object.keys(change).some((name) => MADE_WITH.has(name))) this.#open();
    else this.#panel?.refresh();
  }

  #open(): void {
    this.#close();
    if (this.#client === undefined || !this.isConnected) return;
    this.#panel = new Panel({
      root: this.#root,
      client: this.#client,
      options: () => this.#options,
      edit: (task) =>
        this.dispatchEvent(new CustomEvent('backhaul-edit', { detail: task, bubbles: true, composed: true })),
      now: Date.now,
    });
  }

  #close(): void {
    this.#panel?.close();
    this.#panel = undefined;
  }
}
