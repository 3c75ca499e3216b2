import { startOutbox } from '../../../sw/index.ts';

startOutbox({ name: 'bench', batch: { url: '/v1/batch' } });
