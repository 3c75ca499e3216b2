import { keptAccountContract } from './kept-account-contract.ts';

keptAccountContract();
