import { expect, test } from 'vitest';
import { FAULT_KINDS } from './fault.ts';
import { plan } from './plan.ts';

const tasksOf = (steps: ReturnType<typeof plan>) =>
  steps.flatMap((step) => (step.kind === 'operation' && step.operation.kind !== 'cancel' ? [step.operation.task] : []));

test('the same seed gives the same plan, another seed another one', () => {
  expect(plan(7, 200)).toEqual(plan(7, 200));
  expect(plan(8, 200)).not.toEqual(plan(7, 200));
});

test('numbers so many tasks in their order', () => {
  expect(tasksOf(plan(1, 300))).toEqual(Array.from({ length: 300 }, (_, task) => task));
});

test('a short plan has every kind of fault and of operation', () => {
  const steps = plan(1, 300);
  const kinds = new Set(steps.map((step) => (step.kind === 'fault' ? step.fault.kind : step.operation.kind)));
  expect([...kinds].sort()).toEqual([...FAULT_KINDS, 'message', 'save', 'edit', 'delete', 'cancel'].sort());
});

test('a message is deleted and cancelled only after it was written', () => {
  const seen = new Set<number>();
  for (const step of plan(3, 500)) {
    if (step.kind !== 'operation') continue;
    const { operation } = step;
    if (operation.kind === 'message') seen.add(operation.task);
    if (operation.kind === 'delete' || operation.kind === 'cancel') expect(seen).toContain(operation.message);
  }
});
