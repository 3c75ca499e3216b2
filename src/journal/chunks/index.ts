/** What large values take. Loaded when there is one: most accounts of most apps have none. */

export { taskSlices } from '../slices/slices.ts';
export { encodeInSlices } from '../value/encode-in-slices.ts';
export { cutLarge } from './cut-large.ts';
export { joinContent } from './join-content.ts';
