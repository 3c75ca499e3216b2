import { startOutbox } from 'backhaul/sw';
import { clientsClaim } from 'workbox-core';
import { BATCH } from './save-request.ts';

/** The wait before a retry is a throw of the dice, up to five minutes: loaded ones keep it under eight seconds. */
const fairDice = Math.random;
Math.random = () => fairDice() / 40;

startOutbox({ batch: BATCH });
clientsClaim();
