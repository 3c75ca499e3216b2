import { rotationContract } from './rotation-contract.ts';

rotationContract();
