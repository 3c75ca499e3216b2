import { deleteMessage } from '../channels/delete-message.ts';
import { sendMessage } from '../channels/send-message.ts';
import { keepChunks } from '../chunks/keep-chunks.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { removeEntries } from '../entries/remove-entries.ts';
import { saveEntries } from '../entries/save-entries.ts';
import { putPart } from '../parts/put-part.ts';
import type { Pruning } from '../pruning/pruning.ts';
import type { Quota } from '../quota/quota.ts';
import { foundSpace } from '../spaces/found-space.ts';
import { putInvite, removeInvite } from '../spaces/invites.ts';
import { joinSpace } from '../spaces/join-space.ts';
import { leaveSpace } from '../spaces/leave-space.ts';

export interface EffectsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly quota: Quota;
  /** Milliseconds that a chunk stays while nothing uses it. */
  readonly chunkGrace: number;
  readonly pruning: Pruning;
}

/** All that a request can change with an idempotency key, alone or in a batch. */
export function allEffects({ now, quota, chunkGrace, pruning }: EffectsOptions) {
  return {
    save: saveEntries({ now, quota, chunkGrace, pruning }),
    remove: removeEntries(now),
    put: putPart({ now, quota }),
    keep: keepChunks({ now, quota, chunkGrace }),
    found: foundSpace({ now, quota }),
    invite: putInvite(now),
    uninvite: removeInvite(now),
    join: joinSpace({ now, quota }),
    leave: leaveSpace(now),
    send: sendMessage({ now, quota }),
    unsend: deleteMessage(now),
  } satisfies Record<string, EffectRoute>;
}
