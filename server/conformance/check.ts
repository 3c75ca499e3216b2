import type { World } from './world/world.ts';

/** One thing that a server has to keep to. */
export interface Check {
  /** `area/what`: either part alone, or both, can be skipped. */
  readonly name: string;
  /** Where it is written: a section of docs/protocol.md, or a guarantee of docs/guarantees.md. */
  readonly about: string;
  /** `signatures`: makes no sense at a server that takes an app's own tokens. */
  readonly needs?: 'signatures';
  /** Resolves when the server keeps to it. @throws NotConforming that says what it did instead. */
  run(world: World): Promise<void>;
}
