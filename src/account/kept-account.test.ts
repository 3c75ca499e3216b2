import 'fake-indexeddb/auto';
import { keptAccountContract } from './kept-account-contract.ts';

keptAccountContract();
