import { expect, test } from 'vitest';
import { TaskFields } from './task-fields.ts';

test('a task carries what was saved with it, and what still waited', () => {
  const fields = new TaskFields();
  fields.enqueued(['one'], fields.saving(['displayName'], false));
  fields.enqueued(['two'], fields.saving(['bio'], true));
  fields.enqueued(['three'], fields.saving(['avatar'], false));
  expect(fields.byTask).toEqual(
    new Map([
      ['one', ['displayName']],
      ['two', ['displayName', 'bio']],
      ['three', ['avatar']],
    ]),
  );
});

test('what waited before the page was opened is not known, until nothing waits any more', () => {
  const fields = new TaskFields();
  fields.enqueued(['one'], fields.saving(['displayName'], true));
  expect(fields.byTask.size).toBe(0);
  fields.enqueued(['two'], fields.saving(['bio'], false));
  expect(fields.byTask).toEqual(new Map([['two', ['bio']]]));
});
