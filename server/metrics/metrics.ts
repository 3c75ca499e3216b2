import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ProblemCode } from '../../src/protocol/index.ts';
import type { Answered } from '../handler/logger.ts';
import type { RateLimited } from '../limits/rate-limits.ts';

/** What became of what was asked for; an item of a batch may be passed over. */
export type ItemOutcome = 'done' | 'replayed' | 'refused' | 'failed' | 'passed-over';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a server counts, in a registry of its own. Labels are words of ours only: a client cannot make up new ones. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #answers = this.#histogram('http_request_duration_seconds', 'Time to the beginning of an answer.', [
    'method',
    'route',
    'status',
  ]);
  readonly #inFlight = this.#gauge('http_requests_in_flight', 'Requests whose answer has not begun.');
  readonly #refused = this.#counter('refused_total', 'Requests and items of batches that were not done.', ['code']);
  readonly #limited = this.#counter('rate_limited_total', 'Requests that were one too many.', ['by']);
  readonly #streams = this.#gauge('live_streams', 'Live streams that are open.');
  readonly #effects = this.#counter('effects_total', 'Effects, alone or in a batch, had or had before.', ['outcome']);
  readonly #items = this.#counter('batch_items_total', 'Items of batches.', ['outcome']);
  readonly #transactions = this.#histogram('store_transaction_duration_seconds', 'Time of a transaction.', ['outcome']);

  /** Measures the process too: event loop, memory, garbage. */
  measureProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  begun(): void {
    this.#inFlight.inc();
  }

  answered({ exchange: { method, route }, status, milliseconds }: Answered): void {
    this.#inFlight.dec();
    this.#answers.observe({ method, route, status }, milliseconds / 1000);
  }

  refused(code: ProblemCode): void {
    this.#refused.inc({ code });
  }

  rateLimited(by: RateLimited): void {
    this.#limited.inc({ by });
  }

  streamOpened(): void {
    this.#streams.inc();
  }

  streamClosed(): void {
    this.#streams.dec();
  }

  /** Of a request that came alone. */
  effect(outcome: ItemOutcome): void {
    if (outcome === 'done' || outcome === 'replayed') this.#effects.inc({ outcome });
  }

  batchItem(outcome: ItemOutcome): void {
    this.#items.inc({ outcome });
    this.effect(outcome);
  }

  transaction(outcome: 'committed' | 'rolled-back', milliseconds: number): void {
    this.#transactions.observe({ outcome }, milliseconds / 1000);
  }

  /** All of it in the text format of Prometheus. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `backhaul_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `backhaul_${name}`, help, registers: [this.#registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    const registers = [this.#registry];
    return new Histogram({ name: `backhaul_${name}`, help, labelNames, buckets: SECONDS, registers });
  }
}
