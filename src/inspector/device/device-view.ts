import type { Snapshot } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import { DiagnosticsView } from '../diagnostics/diagnostics-view.ts';
import type { Inspection } from '../inspection.ts';
import { type Fact, Facts } from '../look/facts.ts';
import { KeyedList } from '../look/keyed-list.ts';
import { make } from '../look/make.ts';
import type { Capabilities } from './capabilities.ts';
import type { Device } from './device.ts';
import { PassItem } from './pass-item.ts';
import type { WorkerState } from './worker-state.ts';

/** Passes that are listed. */
const LISTED = 20;

/** The technical side, closed until somebody wants it. */
export class DeviceView {
  readonly element: HTMLDetailsElement;
  readonly #inspection: Inspection;
  readonly #browser = new Facts();
  readonly #worker = new Facts();
  readonly #passes: KeyedList<PassRecord>;
  readonly #noPasses: HTMLElement;

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    const { words } = inspection;
    const passes = make('ol', { class: 'passes' });
    this.#passes = new KeyedList(passes, () => new PassItem(inspection));
    this.#noPasses = make('p', { class: 'note' }, words.noPasses);
    this.element = make('details', { class: 'device' }, make('summary', {}, words.device));
    this.element.append(
      ...[make('h3', {}, words.browser), this.#browser.element],
      ...[make('h3', {}, words.worker), this.#worker.element],
      ...[make('h3', {}, words.passes), this.#noPasses, passes],
      new DiagnosticsView(inspection).element,
    );
    this.element.addEventListener('toggle', () => inspection.refresh());
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  show(snapshot: Snapshot, { capabilities, worker }: Device, passes: readonly PassRecord[]): void {
    this.#browser.show(this.#browserFacts(snapshot, capabilities));
    this.#worker.show(this.#workerFacts(worker));
    this.#noPasses.hidden = passes.length > 0;
    this.#passes.show(passes.slice(0, LISTED).map((pass) => [`${pass.where} ${pass.startedAt}`, pass]));
  }

  #browserFacts({ deliversWhenClosed, isPersisted }: Snapshot, found: Capabilities): readonly Fact[] {
    const { capabilities: names, notKnown } = this.#inspection.words;
    const { size } = this.#inspection.format;
    return [
      [names.serviceWorker, this.#yesNo(found.serviceWorker)],
      [names.backgroundSync, this.#yesNo(deliversWhenClosed)],
      [names.persistent, this.#yesNo(isPersisted)],
      [names.used, found.used === undefined ? notKnown : size(found.used)],
      [names.granted, found.granted === undefined ? notKnown : size(found.granted)],
      [names.broadcastChannel, this.#yesNo(found.broadcastChannel)],
      [names.locks, this.#yesNo(found.locks)],
      [names.compression, this.#yesNo(found.compression)],
      [names.ed25519, this.#yesNo(found.ed25519)],
    ];
  }

  #workerFacts({ kind, controlsPage, updateWaits, revision }: WorkerState): readonly Fact[] {
    const { workerFacts: names, workerStates, notKnown, updateReady, noUpdate } = this.#inspection.words;
    return [
      [names.state, workerStates[kind]],
      [names.controls, this.#yesNo(controlsPage)],
      [names.version, revision ?? notKnown],
      [names.update, updateWaits ? updateReady : noUpdate],
    ];
  }

  #yesNo(value: boolean | undefined): string {
    const { yes, no, notKnown } = this.#inspection.words;
    if (value === undefined) return notKnown;
    return value ? yes : no;
  }
}
