import { readAccount, signRequests } from 'backhaul/account';
import { startOutbox } from 'backhaul/sw';
import { clientsClaim } from 'workbox-core';
import { loadDice } from './loaded-dice.ts';
import { BATCH } from './save-request.ts';

loadDice();

startOutbox({ batch: BATCH, authorize: signRequests(readAccount) });
clientsClaim();
