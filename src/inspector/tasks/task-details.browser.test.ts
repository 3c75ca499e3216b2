import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { type Client, createClient, defineTask, type ExportedTask } from '../../client/index.ts';
import { type BackhaulInspector, registerInspector } from '../index.ts';

const anything = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
const save = defineTask({
  type: 'save',
  version: 1,
  context: anything,
  request: () => new Request('/nowhere', { method: 'POST', body: 'x' }),
});

let client: Client;
let id: string;
/** What is asked of the client, in the order in which it was asked. */
let asked: { readonly tell: (exported: ExportedTask) => void; readonly fail: (error: Error) => void }[];

registerInspector();

/** An inspector whose details are told when the test says so, opened at the one task that there is. */
beforeEach(async () => {
  client = createClient({ account: 'me', worker: false, name: `details-${crypto.randomUUID()}` });
  await client.pause();
  const receipt = client.enqueue(save, 'one');
  id = receipt.id;
  await receipt.stored;
  asked = [];
  const inspector = document.createElement('backhaul-inspector') as BackhaulInspector;
  inspector.client = {
    ...client,
    export: () => new Promise((tell, fail) => asked.push({ tell, fail })),
  };
  document.body.append(inspector);
  onTestFinished(() => inspector.remove());
  await page.getByText('Details').click();
  await expect.poll(() => asked.length).toBe(1);
});
afterEach(() => client.destroy());

/** Has the details be read anew. */
const openAgain = async () => {
  const before = asked.length;
  await page.getByText('Details').click();
  await page.getByText('Details').click();
  await expect.poll(() => asked.length).toBe(before + 1);
};
const exported = async (lane: string) => ({ ...(await client.export(id)), orderingKey: lane });

test('why the details could not be read goes as soon as they can be', async () => {
  asked[0]?.fail(new Error('The database is closing.'));
  const problem = page.getByText('This could not be done');
  await expect.element(problem).toBeVisible();
  await openAgain();
  asked[1]?.tell(await exported('lane-1'));
  await expect.element(page.getByText('lane-1')).toBeVisible();
  await expect.element(problem).not.toBeInTheDocument();
});

test('what comes late of an earlier question changes nothing', async () => {
  await openAgain();
  asked[1]?.tell(await exported('newer'));
  await expect.element(page.getByText('newer')).toBeVisible();
  asked[0]?.tell(await exported('older'));
  await client.export(id); // Whoever heard of it has shown it by now.
  expect(page.getByText('newer').elements()).toHaveLength(1);
});
