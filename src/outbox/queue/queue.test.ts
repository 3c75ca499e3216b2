import 'fake-indexeddb/auto';
import { memoryQueue } from './memory-queue.ts';
import { queueContract } from './queue-contract.ts';
import { workboxContract } from './workbox-contract.ts';
import { workboxQueue } from './workbox-queue.ts';

queueContract('a queue in memory', memoryQueue);
queueContract('a queue of Workbox’s rows', () => workboxQueue(`queue-${crypto.randomUUID()}`));
workboxContract();
