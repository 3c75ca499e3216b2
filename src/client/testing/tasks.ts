import type { CompletedTask, FailedTask, PendingTask, ProcessingTask, Wait } from '../../protocol/index.ts';

const core = (id: string) => ({
  ...{ id, taskType: 'save', version: 1, account: 'me', context: {}, retryCount: 0 },
  ...{ createdAt: 1, bytes: 10 },
});

export function pending(id: string, wait: Wait = { for: 'turn' }): PendingTask {
  return { ...core(id), status: 'pending', wait };
}

export function sending(id: string): ProcessingTask {
  return { ...core(id), status: 'processing', startedAt: 1 };
}

export function failed(id: string): FailedTask {
  return { ...core(id), status: 'failed', processedAt: 1, error: { code: 'refused', message: 'too long' } };
}

export function delivered(id: string): CompletedTask {
  const outcome = { kind: 'delivered', answer: { status: 200, body: '' } } as const;
  return { ...core(id), status: 'completed', processedAt: 1, outcome };
}

export function superseded(id: string, by: string): CompletedTask {
  return { ...core(id), status: 'completed', processedAt: 1, outcome: { kind: 'superseded', by } };
}
