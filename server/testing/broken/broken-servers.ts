import { decodeCbor, encodeCbor } from '../../../src/protocol/index.ts';
import { signatures } from '../../identity/signature/signatures.ts';
import type { Store } from '../../store/store.ts';
import { over } from '../failing-store.ts';
import { BROKEN_CHUNKS } from './broken-chunks.ts';
import {
  type Broken,
  backwards,
  inBatches,
  inTransactions,
  isRefused,
  letIn,
  rebuilt,
  rememberingAnswers,
  withHeaders,
  withHistory,
  withRequests,
} from './ways-to-break.ts';

export const BROKEN: readonly Broken[] = [
  {
    what: 'forgets what it has answered',
    check: 'idempotency/same-answer',
    options: inTransactions(() => ({ findRecord: async () => undefined })),
  },
  {
    what: 'forgets that it has had an effect, where requests come at once',
    check: 'idempotency/at-once',
    options: inTransactions(() => ({ keepRecord: async () => undefined })),
  },
  {
    what: 'answers another request under the same key as the first',
    check: 'idempotency/another-request',
    around: rememberingAnswers,
  },
  {
    what: 'does not say that an answer was given before',
    check: 'idempotency/says-replayed',
    around: withHeaders((headers) => headers.delete('Idempotent-Replayed')),
  },
  {
    what: 'needs no key',
    check: 'idempotency/key-required',
    around: withRequests((request) => {
      if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', crypto.randomUUID());
      return request;
    }),
  },
  {
    what: 'ignores clocks: whoever comes last wins',
    check: 'merging/newest-clock',
    options: inTransactions(() => ({ findHeads: async () => [], findEntries: async () => [] })),
  },
  {
    what: 'lets the later of two with one clock win',
    check: 'merging/same-clock-by-bytes',
    options: inTransactions((transaction) => ({
      findEntries: async (ids) =>
        (await transaction.findEntries(ids)).map((entry) => ({ ...entry, isTombstone: true, value: new Uint8Array() })),
    })),
  },
  {
    what: 'keeps what came before an entry that is refused',
    check: 'entries/all-or-nothing',
    around: (handler) => async (request) => {
      const body = new Uint8Array(await request.clone().arrayBuffer());
      const response = await handler(request);
      if (request.method !== 'PATCH' || response.status !== 409) return response;
      const [format, entries] = decodeCbor(body) as [number, unknown[]];
      const headers = new Headers({ 'Content-Type': 'application/cbor', 'Idempotency-Key': crypto.randomUUID() });
      headers.set('Authorization', request.headers.get('Authorization') ?? '');
      await handler(
        new Request(request.url, { method: 'PATCH', headers, body: encodeCbor([format, entries.slice(0, 1)]) }),
      );
      return response;
    },
  },
  {
    what: 'gives everything whatever was asked for',
    check: 'entries/pages',
    around: withRequests((request) => new Request(request.url.replace(/\?.*/, ''), request)),
  },
  {
    what: 'never removes anything',
    check: 'removal/nothing-left',
    options: inTransactions(() => ({ removeAll: async () => 3 })),
  },
  {
    what: 'gives back what was removed, as the answer of before',
    check: 'removal/old-answers',
    around: rememberingAnswers,
  },
  {
    what: 'goes on with the history of before a removal',
    check: 'history/ends-with-a-removal',
    options: withHistory((history) => ({ ...history, generation: 'the-same-for-everybody' })),
  },
  {
    what: 'gives all accounts one history',
    check: 'history/in-every-page',
    options: withHistory((history) => ({ ...history, generation: 'the-same-for-everybody' })),
  },
  {
    what: 'passes over what is to be checked',
    check: 'history/checked-entry',
    options: ({ store }) => ({ store: over<Store>(store, { findEntry: async () => undefined }) }),
  },
  {
    what: 'forgets a deletion that not every device has read',
    check: 'history/deletions-until-read',
    options: (right) => ({
      ...inTransactions(({ devices }) => ({
        devices: over(devices, { list: async () => (await devices.list()).filter(({ seen }) => seen !== undefined) }),
      }))(right),
      pruning: { tombstoneAge: 0, every: 0 },
    }),
  },
  {
    what: 'goes on with a key that was replaced',
    check: 'epochs/old-key-refused',
    options: ({ store }) => {
      const forgetful = over<Store>(store, { history: async () => undefined, findAccountKey: async () => undefined });
      return { authenticate: signatures({ store: forgetful, now: Date.now }) };
    },
  },
  {
    what: 'does not find an account by its new key',
    check: 'epochs/found-by-key',
    options: ({ store }) => {
      const forgetful = over<Store>(store, { findAccountKey: async () => undefined });
      return { authenticate: signatures({ store: forgetful, now: Date.now }) };
    },
  },
  {
    what: 'takes what is sealed under a former epoch',
    check: 'epochs/old-writes-refused',
    options: inTransactions(({ history }) => ({ history: { ...history, epoch: 1 } })),
  },
  {
    what: 'changes keys for somebody who has not read everything',
    check: 'epochs/caught-up',
    options: inTransactions(() => ({ cursor: 0 })),
  },
  {
    what: 'takes a rotation for another one because it has its epoch',
    check: 'epochs/one-wins',
    options: inTransactions(({ history, keys }) => ({
      history: { ...history, epoch: 1 },
      keys: over(keys, { findPresent: async () => undefined }),
    })),
  },
  {
    what: 'lets in devices that a rotation has shut out',
    check: 'epochs/revokes',
    options: inTransactions(({ devices }) => ({ devices: over(devices, { revoke: async () => undefined }) })),
  },
  {
    what: 'keeps parts that were used',
    check: 'parts/used-up',
    options: inTransactions(() => ({ removeParts: async () => undefined })),
  },
  ...BROKEN_CHUNKS,
  {
    what: 'does the items of a lane in another order',
    check: 'batch/lane-in-order',
    around: inBatches({ requests: backwards, answers: backwards }),
  },
  {
    what: 'gives up at the first item that is refused',
    check: 'batch/refusal-stops-nobody',
    around: inBatches({
      answers: (items) => items.map((item, index) => (items.slice(0, index).some(isRefused) ? null : item)),
    }),
  },
  {
    what: 'loses Last-Event-ID',
    check: 'live/last-event-id',
    around: rebuilt(/\/live$/, ({ headers }) => headers.delete('Last-Event-ID')),
  },
  {
    what: 'tells nobody of a change',
    check: 'live/after-a-change',
    options: ({ store }) => ({ store: over<Store>(store, { watch: () => () => undefined }) }),
  },
  {
    what: 'says nothing at first',
    check: 'live/at-once',
    options: ({ store }) => ({ store: over<Store>(store, { cursorOf: () => new Promise(() => undefined) }) }),
  },
  {
    what: 'tells problems as mere JSON',
    check: 'problems/form',
    around: withHeaders((headers) => {
      if (headers.get('Content-Type')?.includes('problem')) headers.set('Content-Type', 'application/json');
    }),
  },
  {
    what: 'fails over a body that it cannot read',
    check: 'problems/malformed-cbor',
    around: (handler) => async (request) => {
      const response = await handler(request);
      return response.status === 400 ? new Response('oops', { status: 500 }) : response;
    },
  },
  {
    what: 'takes any media type',
    check: 'problems/media',
    around: rebuilt(/^PATCH/, ({ headers }) => {
      headers.set('Content-Type', 'application/cbor');
    }),
  },
  {
    what: 'takes a body of any size',
    check: 'problems/body-too-large',
    around: rebuilt(/^PATCH/, (init) => {
      if (init.body.byteLength > 4_000_000) init.body = encodeCbor([1, []]);
    }),
  },
  {
    what: 'gives one account what another has',
    check: 'accounts/foreign',
    options: letIn((authenticate) => async (request) => {
      const identity = await authenticate(request);
      const named = /^\/v1\/accounts\/([^/]+)/.exec(new URL(request.url).pathname)?.[1];
      const account = (named ?? identity.principal.account) as typeof identity.principal.account;
      return { ...identity, principal: { ...identity.principal, account } };
    }),
  },
  {
    what: 'takes another body than the one that was signed',
    check: 'signatures/altered-body',
    options: letIn((authenticate) => async (request) => ({
      ...(await authenticate(request)),
      checkBody: () => undefined,
    })),
  },
  {
    what: 'takes a signature twice',
    check: 'signatures/replayed',
    options: letIn((_, store) => (request) => signatures({ store, now: Date.now })(request)),
  },
  {
    what: 'takes a signature of any time',
    check: 'signatures/stale',
    options: letIn((_, store) => (request) => {
      const created = /created=(\d+)/.exec(request.headers.get('Signature-Input') ?? '')?.[1];
      return signatures({ store, now: () => Number(created) * 1000 })(request);
    }),
  },
  {
    what: 'lets in devices that were revoked',
    check: 'devices/revoked',
    options: ({ store }) => {
      const asNew = over<Store>(store, {
        findDevice: async (account, device) => {
          const found = await store.findDevice(account, device);
          if (found === undefined) return undefined;
          const { revokedAt: _, ...known } = found;
          return { ...known, generation: Number.MAX_SAFE_INTEGER };
        },
      });
      return { authenticate: signatures({ store: asNew, now: Date.now }) };
    },
  },
  {
    what: 'does not end the streams of a device that is revoked',
    check: 'devices/revoked-stream-ends',
    options: ({ store }) => ({
      store: over<Store>(store, {
        watch: (topic, listener) => (topic.startsWith('devices') ? () => undefined : store.watch(topic, listener)),
      }),
    }),
  },
  {
    what: 'gives strangers the messages of a space',
    check: 'messages/members-only',
    options: ({ store }) => ({
      store: over<Store>(store, {
        spaces: over(store.spaces, {
          listOf: async (account, spaces) => {
            const joined = await store.spaces.listOf(account, spaces);
            const others = (spaces ?? []).map((space) => ({ space, role: 'member', joinedAt: 1, cursor: 99 }) as const);
            return joined.length > 0 ? joined : others;
          },
        }),
      }),
    }),
  },
];
