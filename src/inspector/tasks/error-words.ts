import { BackhaulError } from '../../client/index.ts';
import type { InspectorWords } from '../words.ts';

/** Why an action was not done. */
export function errorWords(error: unknown, words: InspectorWords): string {
  return (error instanceof BackhaulError ? words.errors[error.code] : undefined) ?? words.failed;
}
