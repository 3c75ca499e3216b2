import * as v from 'valibot';
import { goToPath } from '../routes/navigation.ts';

const shownSchema = v.object({ type: v.literal('show'), path: v.pipe(v.string(), v.startsWith('/')) });

/** Goes where a notice that was followed leads, in the window that the worker has chosen. */
export function followNotices(): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const shown = v.safeParse(shownSchema, data);
    if (shown.success) goToPath(shown.output.path);
  });
}
