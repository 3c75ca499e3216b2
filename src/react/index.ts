export { Inspector, type InspectorProps } from './Inspector.ts';
export { BackhaulProvider, useClient } from './provider.ts';
export { useEnqueue } from './use-enqueue.ts';
export { useSync } from './use-sync.ts';
export { useTask, useTasks } from './use-tasks.ts';
