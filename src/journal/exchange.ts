/** What a journal does with its server, and with what lost. A chunk of its own: a page saves and reads without it. */
export { markChunks, sealedChunks } from './chunks/send-chunks.ts';
export { deltaOf } from './delta/delta-of.ts';
export { listDirty } from './edit/list-dirty.ts';
export { forgetServer, revert } from './edit/revert.ts';
export { epochsOf } from './epochs/epochs.ts';
export { refresh } from './epochs/refresh.ts';
export { expectHead, historyOf, pairingHead } from './heads/history.ts';
export { keepMine, letGo, listLosers } from './losers/losers.ts';
export { acknowledge } from './merge/acknowledge.ts';
export { correct } from './merge/correct.ts';
export { pull } from './pull/pull.ts';
export { readAgain } from './reread/reread.ts';
