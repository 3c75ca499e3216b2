/** How this app gets among the others on the device, in this browser. */
export type InstallWay =
  /** The browser asks when it is told to. */
  | { readonly kind: 'prompt' }
  /** The person does it in a menu of the browser. */
  | { readonly kind: 'ios' | 'firefox-android' }
  | { readonly kind: 'none' };

interface Browser {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** The browser has said that it would ask. */
  readonly canPrompt: boolean;
}

export function installWay({ userAgent, maxTouchPoints, canPrompt }: Browser): InstallWay {
  if (canPrompt) return { kind: 'prompt' };
  if (/Android.*Firefox\//.test(userAgent)) return { kind: 'firefox-android' };
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return { kind: isIos ? 'ios' : 'none' };
}

interface Circumstances {
  readonly way: InstallWay;
  readonly isInstalled: boolean;
  /** The server has acknowledged something that was saved here: the person has seen what the app is good for. */
  readonly hasDelivered: boolean;
  /** When the person last said "Not now", in milliseconds since 1970. */
  readonly declinedAt: number | undefined;
  readonly now: number;
}

const QUIET_FOR = 30 * 24 * 60 * 60 * 1000;

/** What to offer now. */
export function installOffer({ way, isInstalled, hasDelivered, declinedAt, now }: Circumstances): InstallWay {
  const wasDeclined = declinedAt !== undefined && now < declinedAt + QUIET_FOR;
  return isInstalled || !hasDelivered || wasDeclined ? { kind: 'none' } : way;
}
