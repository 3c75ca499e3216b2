import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { type Client, createClient, defineTask } from '../client/index.ts';
import { Inspector, type InspectorProps } from './Inspector.ts';
import { BackhaulProvider } from './provider.ts';

const anything = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
const save = defineTask({
  type: 'save',
  version: 1,
  context: anything,
  request: () => new Request('/nowhere', { method: 'POST', body: 'x' }),
});

let client: Client;
let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  client = createClient({ account: 'me', worker: false, name: `react-${crypto.randomUUID()}` });
  await client.pause();
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
});
afterEach(async () => {
  root.unmount();
  place.remove();
  await client.destroy();
});

const show = (props: InspectorProps) =>
  root.render(createElement(BackhaulProvider, { client }, createElement(Inspector, props)));
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('it is loaded when it is shown, and keeps what a person has chosen when it is rendered again', async () => {
  client.enqueue(save, {});
  show({ language: 'en-GB', describe: () => 'First', fallback: 'Loading' });
  await expect.element(page.getByText('First')).toBeVisible();
  await button('Timeline').click();
  show({ language: 'en-GB', describe: () => 'Second', fallback: 'Loading' });
  await expect.element(page.getByText('Second')).toBeVisible();
  await expect.element(button('Timeline')).toHaveAttribute('aria-pressed', 'true');
  show({ language: 'en-GB' });
  await expect.element(page.getByText('save', { exact: true })).toBeVisible();
});

test('the app hears which failed task a person wants to edit', async () => {
  const edited: string[] = [];
  const { id } = client.enqueue(save, {});
  await client.resume();
  show({ canEdit: () => true, onEdit: (task) => edited.push(task.id) });
  await button('Edit').click();
  expect(edited).toEqual([id]);
});
