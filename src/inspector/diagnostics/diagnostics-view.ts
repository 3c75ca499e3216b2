import type { Inspection } from '../inspection.ts';
import { button, make, setText } from '../look/make.ts';
import { gatherDiagnostics } from './gather.ts';

/** A redacted bundle for whoever helps: as a file, or copied. */
export class DiagnosticsView {
  readonly element: HTMLElement;
  readonly #inspection: Inspection;
  readonly #note = make('p', { class: 'note', role: 'status' });

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    const { words } = inspection;
    const actions = make('div', { class: 'actions' });
    actions.append(
      button(words.download, () => void this.#download()),
      button(words.copy, () => void this.#copy()),
    );
    this.element = make('div', { class: 'diagnostics' }, make('h3', {}, words.diagnostics));
    this.element.append(make('p', { class: 'note' }, words.diagnosticsNote), actions, this.#note);
  }

  async #download(): Promise<void> {
    try {
      save(await gatherDiagnostics(this.#inspection));
      setText(this.#note, '');
    } catch (error) {
      console.error(error);
      setText(this.#note, this.#inspection.words.notMade);
    }
  }

  async #copy(): Promise<void> {
    const { words } = this.#inspection;
    try {
      await navigator.clipboard.writeText(await gatherDiagnostics(this.#inspection));
      setText(this.#note, words.copied);
    } catch (error) {
      console.warn(error);
      setText(this.#note, words.notCopied);
    }
  }
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const day = new Date().toISOString().slice(0, 10);
  make('a', { href: url, download: `backhaul-diagnostics-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASED_AFTER);
}

/** Milliseconds. Firefox reads the file only after the click has returned. */
const RELEASED_AFTER = 60_000;
