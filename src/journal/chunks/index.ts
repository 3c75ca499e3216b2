/** What large values take. Loaded when there is one: most accounts of most apps have none. */
export { decoded, encoded } from './coding.ts';
export { cutsFor } from './cuts.ts';
export { isSameContent } from './same-content.ts';
