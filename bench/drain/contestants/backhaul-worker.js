import { startOutbox } from '../../../sw/index.ts';

startOutbox({ name: 'bench' });
