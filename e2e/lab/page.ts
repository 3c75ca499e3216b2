/** A page of an app that has nothing but an outbox: tests drive it by `window.lab`. */
import { type Client, createClient } from 'backhaul';
import { ACCOUNT, type Note, noteRequest } from './note.ts';
import { labTasks } from './tasks.ts';
import { addToken } from './token.ts';

/** What an address asks of the page: `?version=2&worker=none&tasks=5&account=…&server=…`. */
const asked = new URLSearchParams(location.search);
const server = asked.get('server') ?? location.origin;
const account = asked.get('account') ?? ACCOUNT;
const budget = asked.has('tasks') ? { budget: { tasks: Number(asked.get('tasks')) } } : {};

const client = createClient({
  account,
  name: 'lab',
  worker: asked.get('worker') === 'none' ? false : '/sw.js',
  delivery: { authorize: addToken },
  ...budget,
});
const { save, remove } = labTasks(server, Number(asked.get('version') ?? 1));

const enqueue = async (task: typeof save, note: Note, options?: Parameters<Client['enqueue']>[2]): Promise<string> => {
  const { id, stored } = client.enqueue(task, { account, ...note }, options);
  await stored;
  return id;
};

const lab = {
  client,
  /** Enqueues an edit; resolves with its id once it is stored. */
  save: (note: Note, options?: Parameters<Client['enqueue']>[2]) => enqueue(save, note, options),
  remove: (note: Note) => enqueue(remove, note),
  /** Enqueues many, as quickly as a page can. */
  saveAll: (notes: readonly Note[]) => Promise.all(notes.map((note) => enqueue(save, note))),
  /** What becomes of an edit, by its receipt. */
  settlementOf: (note: Note) => client.enqueue(save, { account, ...note }).settled,
  /** What code that knows nothing of Backhaul does. */
  fetch: (note: Note, init?: RequestInit) =>
    fetch(addToken(noteRequest(server, note), { account: note.account ?? account }), init),
};

declare global {
  interface Window {
    lab: typeof lab;
  }
}

window.lab = lab;
