import { afterEach, expect, test, vi } from 'vitest';
import type { Notice } from './notice.ts';
import { showNotice } from './show-notice.ts';

const notice: Notice = { title: 'Tide Tables', body: 'Grace: High at four.', tag: 'space:s1', path: '/spaces/s1' };
const showNotification = vi.fn(async () => undefined);
const browser = (permission: string, getRegistration: () => Promise<unknown>) => {
  vi.stubGlobal('Notification', { permission });
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration } });
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  showNotification.mockClear();
});

test('the worker shows it, and what opens its space goes with it', async () => {
  browser('granted', async () => ({ showNotification }));
  await showNotice(notice);
  expect(showNotification).toHaveBeenCalledWith(
    'Tide Tables',
    expect.objectContaining({ data: { path: '/spaces/s1' } }),
  );
});

test('nothing is shown where that was not allowed, or where there is no worker', async () => {
  browser('denied', async () => ({ showNotification }));
  await showNotice(notice);
  browser('granted', async () => undefined);
  await showNotice(notice);
  expect(showNotification).not.toHaveBeenCalled();
});

test.each([
  ['its workers', async () => Promise.reject(new DOMException('Storage is blocked.', 'SecurityError'))],
  ['notices', async () => ({ showNotification: async () => Promise.reject(new TypeError('No permission.')) })],
])('a browser that lets nobody near %s breaks nothing', async (_, getRegistration) => {
  vi.spyOn(console, 'warn').mockReturnValue();
  browser('granted', getRegistration);
  await expect(showNotice(notice)).resolves.toBeUndefined();
});
