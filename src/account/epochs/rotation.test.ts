import 'fake-indexeddb/auto';
import { rotationContract } from './rotation-contract.ts';

rotationContract();
