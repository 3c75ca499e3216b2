import { isSignatureError, verifySignature } from 'http-message-sig';
import { SIGNATURE_TAG, SIGNED_ALWAYS, SIGNED_WHERE_PRESENT } from '../../../src/protocol/index.ts';
import type { Authenticate } from '../authenticate.ts';
import { askingFor } from './accept-signature.ts';
import { bodyCheck } from './content-digest.ts';
import { type KeyHolder, type Keys, keyHolder } from './key-holder.ts';
import { malformed, missing, replayed, unfit, wrongHost } from './refusals.ts';
import { ReplayGuards } from './replay-guard.ts';
import { checkWindow } from './window.ts';

export interface SignatureOptions {
  readonly store: Keys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * The hosts by which clients know this server, each with its port where that is not the usual one: a request that was
   * signed for another server is refused then. Left out, whatever `Host` says is taken for right.
   */
  readonly hosts?: readonly string[] | undefined;
}

/** A signature's time is judged by `checkWindow`, which can say how far off the client's clock is. */
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Lets in who has signed the head of the request, and the digest of its body, with the key of a device or of an account. */
export function signatures(options: SignatureOptions, replays = new ReplayGuards()): Authenticate {
  return async (request) => {
    try {
      return await identify(request, options, replays);
    } catch (error) {
      throw askingFor(request, error);
    }
  };
}

async function identify(request: Request, { store, now, hosts }: SignatureOptions, replays: ReplayGuards) {
  checkHost(request, hosts);
  const seconds = Math.floor(now() / 1000);
  const { verifier, parameters, signature } = await verified(request, store, seconds);
  const { principal } = verifier;
  if (!replays.of(principal).take(signature, Number(parameters.expires), seconds)) throw replayed();
  return { principal, checkBody: bodyCheck(request.headers) };
}

function checkHost(request: Request, hosts: readonly string[] | undefined): void {
  if (hosts !== undefined && !hosts.includes(new URL(request.url).host)) throw wrongHost();
}

async function verified(request: Request, store: Keys, seconds: number) {
  if (!request.headers.has('Signature') || !request.headers.has('Signature-Input')) throw missing();
  try {
    return await verifySignature<KeyHolder>(request, {
      label: SIGNATURE_TAG,
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: [...SIGNED_ALWAYS, ...SIGNED_WHERE_PRESENT.filter((name) => request.headers.has(name))],
        requiredParameters: ['created', 'expires', 'keyid', 'nonce', 'tag'],
        clockSkew: ANY_TIME,
        now: seconds,
      },
      resolveVerifier: async ({ parameters }) => {
        if (parameters.tag !== SIGNATURE_TAG) throw malformed(`The signature's tag is "${SIGNATURE_TAG}".`);
        checkWindow(parameters, seconds);
        return await keyHolder(parameters.keyid, store);
      },
    });
  } catch (error) {
    throw told(error);
  }
}

/** What the library found wrong; or what we did, or the store, while it asked. */
function told(error: unknown): unknown {
  if (!isSignatureError(error)) return error;
  if (error.code === 'ResolverFailed') return error.cause;
  return error.code === 'VerificationFailed' ? unfit() : malformed(`${error.message}.`);
}
