import { expect, test } from 'vitest';
import { ToastQueue } from './toasts.ts';

test('what was told before anything can show it is shown in its order, once', () => {
  const queue = new ToastQueue();
  const told: string[] = [];
  const area = {
    add: ({ title }: { title: string }) => void told.push(`add ${title}`),
    close: (id: string) => void told.push(`close ${id}`),
  };
  queue.add({ id: '1', title: 'First' });
  queue.close('1');
  queue.connect(area);
  queue.add({ title: 'Second' });
  queue.connect(area);
  expect(told).toEqual(['add First', 'close 1', 'add Second']);
});
