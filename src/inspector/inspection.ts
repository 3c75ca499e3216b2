import type { Client } from '../client/index.ts';
import type { FailedTask } from '../protocol/index.ts';
import type { Format } from './format.ts';
import type { InspectorOptions } from './options.ts';
import type { InspectorWords } from './words.ts';

/** What all parts of one inspector share. */
export interface Inspection {
  readonly client: Client;
  readonly words: InspectorWords;
  readonly format: Format;
  /** What the app says now. */
  readonly options: () => InspectorOptions;
  readonly edit: (task: FailedTask) => void;
  /** Shows everything again, soon. */
  readonly refresh: () => void;
}
