import { type Chunk, type DeltaAnswer, decodeDelta } from '../../../protocol/index.ts';
import type { Delta } from '../../journal.ts';
import { type ModelServer, merged, send } from '../../testing/model-server.ts';
import type { Command } from './commands.ts';
import type { HistoryDevice } from './history-device.ts';
import type { Ledger } from './ledger.ts';

type Answer = Extract<Command, { readonly kind: 'deliver' }>['answer'];

/** Brings the stored requests of devices to a server, and what it answers back. */
export class Deliveries {
  readonly #server: ModelServer;
  readonly #ledger: Ledger;

  constructor(server: ModelServer, ledger: Ledger) {
    this.#server = server;
    this.#ledger = ledger;
  }

  async answer(device: HistoryDevice, which: number): Promise<void> {
    const late = device.late[which] ?? device.late[0];
    if (late === undefined) return;
    await this.#take(device, late.delta, late.answer);
    device.late.splice(device.late.indexOf(late), 1);
  }

  async deliver(device: HistoryDevice, lane: number, answer: Answer): Promise<void> {
    const outbox = device.outboxes[lane];
    const request = outbox?.[0];
    if (outbox === undefined || request === undefined) return;
    if (request.kind === 'delta') await this.#send(device, request.delta, answer);
    else await this.#upload(device, request.chunks, answer);
    if (answer !== 'is-lost') outbox.shift();
  }

  async #upload(device: HistoryDevice, chunks: readonly Chunk[], answer: Answer): Promise<void> {
    this.#server.keep(chunks);
    if (answer === 'is-lost') return;
    const ids = chunks.map(({ id }) => id);
    await device.journal.markChunks(ids, 'sent');
  }

  async #send(device: HistoryDevice, delta: Delta, answer: Answer): Promise<void> {
    const { journal } = device;
    const reply = send(delta, this.#server);
    await this.#ledger.note(device);
    if (answer === 'is-lost') return;
    if (reply.kind === 'clock-ahead') return await journal.correct(reply.now);
    if (reply.kind === 'tombstones-pruned') return await journal.readAgain();
    if (reply.kind === 'chunks-missing') return await journal.markChunks(reply.missing, 'unsent');
    if (reply.kind === 'epoch-superseded') return void (await (await journal.epochs()).superseded(reply.epoch));
    if (answer === 'is-late') device.late.push({ delta, answer: merged(reply).answer });
    else await this.#take(device, delta, merged(reply).answer);
  }

  async #take(device: HistoryDevice, delta: Delta, answer: DeltaAnswer): Promise<void> {
    this.#ledger.acknowledge(delta, answer);
    await device.journal.acknowledge(decodeDelta(delta.body), answer);
  }
}
