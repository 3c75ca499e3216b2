import type { QueueTask } from '../client/index.ts';
import type { FailedTask } from '../protocol/index.ts';
import type { InspectorWords } from './words.ts';

/** What an app may tell the inspector. All of it can be left out. */
export interface InspectorOptions {
  /** The client's name, where it has one of its own. */
  readonly name?: string | undefined;
  /** The app's own words for a task: "Change display name". */
  readonly describe?: ((task: QueueTask) => string | undefined) | undefined;
  /** Of dates, sizes and counts, a BCP 47 tag; the document's unless told. */
  readonly language?: string | undefined;
  /** How a failed task is discarded, where the client's own way is not enough. */
  readonly discard?: ((id: string) => Promise<void>) | undefined;
  /** How a waiting task is cancelled, where the client's own way is not enough. */
  readonly cancel?: ((id: string) => Promise<void>) | undefined;
  /** Whether the app can edit a failed task; none unless told. It hears of it by `backhaul-edit`. */
  readonly canEdit?: ((task: FailedTask) => boolean) | undefined;
  /** Whether a waiting task may be cancelled; any unless told. */
  readonly canCancel?: ((task: QueueTask) => boolean) | undefined;
  readonly words?: InspectorWords | undefined;
}
