import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BackhaulError, type Client, createClient, defineTask } from '../client/index.ts';
import { readPasses, recordPasses } from '../record/index.ts';
import { BackhaulInspector, englishWords, registerInspector } from './index.ts';

const anything = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
const save = defineTask({
  type: 'save',
  version: 1,
  context: anything,
  request: () => new Request('/nowhere', { method: 'POST', body: 'x' }),
});
const saveInOrder = defineTask({ ...save, orderingKey: () => 'lane-1' });

let client: Client;
let inspector: BackhaulInspector;
let name: string;

registerInspector();

beforeEach(async () => {
  name = `inspector-${crypto.randomUUID()}`;
  client = createClient({ account: 'me', worker: false, name });
  await client.pause();
  inspector = document.createElement('backhaul-inspector') as BackhaulInspector;
  inspector.client = client;
  inspector.describe = ({ context }) => `Save ${context}`;
  document.body.append(inspector);
});
afterEach(async () => {
  inspector.remove();
  await client.destroy();
});

const enqueue = async (...names: readonly string[]) => {
  const receipts = names.map((name) => client.enqueue(save, name));
  await Promise.all(receipts.map(({ stored }) => stored));
  return receipts.map(({ id }) => id);
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const rows = () => inspector.shadowRoot?.querySelectorAll<HTMLElement>('tbody') ?? [];
const titles = () => [...rows()].map((row) => row.querySelector('.title')?.textContent);
/** Nothing is there under this address: a refusal. */
const refuse = async (name: string) => {
  const [id] = await enqueue(name);
  await client.resume();
  await expect.poll(() => client.tasks().find((task) => task.id === id)?.status).toBe('failed');
  await expect.element(button('Try again')).toBeVisible();
  return id!;
};

test('a row stays the same element, with its details open and the focus in it, while others come and go', async () => {
  const { id: first } = client.enqueue(saveInOrder, 'one');
  await expect.poll(titles).toEqual(['Save one']);
  const row = rows()[0];
  await page.getByText('Details').click();
  await expect.element(page.getByText('lane-1')).toBeVisible();
  button('Cancel this change').element().focus();
  await enqueue('two');
  await enqueue('three');
  await expect.poll(titles).toEqual(['Save three', 'Save two', 'Save one']);
  expect(rows()[2]).toBe(row);
  expect(row?.querySelector('details')?.open).toBe(true);
  expect(inspector.shadowRoot?.activeElement?.closest('tbody')).toBe(row);
  await client.cancel(first);
  await expect.element(page.getByText(/^Cancelled/)).toBeVisible();
  expect(inspector.shadowRoot?.activeElement).toBe(row?.querySelector('summary'));
});

test('of many tasks it draws 200, and more when asked', async () => {
  await enqueue(...Array.from({ length: 450 }, (_, place) => `${place}`));
  await expect.poll(() => rows().length, { timeout: 20_000 }).toBe(200);
  await button('Show more (250 left)').click();
  await expect.poll(() => rows().length).toBe(400);
});

test('it shows what fits a status and a text', async () => {
  const [one] = await enqueue('apples', 'pears');
  await client.cancel(one!);
  await button('Waiting 1').click();
  await expect.poll(titles).toEqual(['Save pears']);
  await button('All 2').click();
  await userEvent.type(page.getByRole('searchbox', { name: 'Find' }), 'CANCELLED app');
  await expect.poll(titles).toEqual(['Save apples']);
  await userEvent.type(page.getByRole('searchbox', { name: 'Find' }), 'x');
  await expect.element(page.getByText('No change fits what is shown.')).toBeVisible();
});

test('a waiting task can be cancelled, unless the app says otherwise', async () => {
  await enqueue('one');
  await expect.element(button('Cancel this change')).toBeVisible();
  inspector.canCancel = () => false;
  await expect.element(button('Cancel this change')).not.toBeInTheDocument();
  inspector.canCancel = undefined;
  await button('Cancel this change').click();
  await expect.element(page.getByText(/^Cancelled/)).toBeVisible();
});

test('a refused task can be edited where the app can, discarded as the app says, and sent again', async () => {
  const edited: unknown[] = [];
  const discarded: string[] = [];
  const id = await refuse('one');
  await expect.element(button('Edit')).not.toBeInTheDocument();
  inspector.canEdit = () => true;
  inspector.addEventListener('backhaul-edit', (event) => edited.push((event as CustomEvent).detail.id));
  await button('Edit').click();
  await expect.poll(() => edited).toEqual([id]);
  inspector.discard = async (each) => void discarded.push(each);
  await button('Discard').click();
  await expect.poll(() => discarded).toEqual([id]);
  await client.pause();
  await button('Try again').click();
  await expect.poll(() => client.tasks()[0]?.status).toBe('pending');
  await expect.element(button('Cancel this change')).toBeVisible();
});

test('what cannot be done is told in words, beside the task', async () => {
  const id = await refuse('one');
  inspector.discard = async () => {
    throw new BackhaulError('task-not-waiting-for-you', { id });
  };
  await button('Discard').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(/no longer waiting for you/);
  inspector.discard = async () => {
    throw new Error('something else');
  };
  await button('Discard').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('This could not be done.');
});

test('it pauses, resumes, and says so', async () => {
  await button('Resume').click();
  await expect.poll(() => client.snapshot().isPaused).toBe(false);
  await button('Pause').click();
  await expect.poll(() => client.snapshot().isPaused).toBe(true);
  await expect.element(page.getByRole('status').first()).toHaveTextContent(/^Sending is paused/);
  await expect.element(button('Send now')).toBeDisabled();
});

test('the timeline tells as a list when each was saved, when it was sent and what became of it', async () => {
  const trace = recordPasses({ name });
  inspector.name = name;
  const id = await refuse('one');
  trace({ kind: 'pass-started', at: Date.now() });
  trace({ kind: 'sent', url: '/nowhere', tasks: [id], bytes: 1 });
  await expect.poll(() => readPasses(name)).toHaveLength(1);
  await button('Timeline').click();
  const course = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
  await expect.element(course).toHaveTextContent(/^Save oneSaved .* · Failed .* · Sent /);
  await button('List').click();
  await expect.poll(titles).toEqual(['Save one']);
});

test('the device is described once it is asked about', async () => {
  await page.getByText('More about this device').click();
  await expect.element(page.getByText('Signatures (Ed25519)')).toBeVisible();
  await expect.element(page.getByText('Nothing is recorded yet.')).toBeVisible();
});

test('it says everything in the words that it is given', async () => {
  inspector.words = { ...englishWords, pause: 'Anhalten', resume: 'Fortsetzen' };
  await expect.element(button('Fortsetzen')).toBeVisible();
});

test('what was set before the element was defined holds, and defining it twice does nothing', async () => {
  const early = document.createElement('early-inspector');
  Object.assign(early, { client, words: { ...englishWords, resume: 'Go on' } });
  document.body.append(early);
  registerInspector('early-inspector');
  registerInspector('early-inspector');
  await expect.element(button('Go on')).toBeVisible();
  expect(early).toBeInstanceOf(BackhaulInspector);
  early.remove();
});

test('once it is removed it listens no more, and shows what there is when it is back', async () => {
  inspector.remove();
  await enqueue('one');
  expect(inspector.shadowRoot?.childElementCount).toBe(0);
  document.body.append(inspector);
  await expect.poll(titles).toEqual(['Save one']);
});
