/** What this browser can do, as far as the outbox has use for it. Sizes are bytes; what is not known is left out. */
export interface Capabilities {
  readonly serviceWorker: boolean;
  readonly broadcastChannel: boolean;
  readonly locks: boolean;
  readonly compression: boolean;
  readonly ed25519: boolean;
  readonly used?: number;
  readonly granted?: number;
}

export async function readCapabilities(): Promise<Capabilities> {
  const [ed25519, storage] = await Promise.all([hasEd25519(), estimate()]);
  return {
    serviceWorker: 'serviceWorker' in navigator,
    broadcastChannel: 'BroadcastChannel' in globalThis,
    locks: 'locks' in navigator,
    compression: 'CompressionStream' in globalThis,
    ed25519,
    ...storage,
  };
}

async function estimate(): Promise<{ readonly used?: number; readonly granted?: number }> {
  if (!('storage' in navigator)) return {};
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return { ...(usage === undefined ? {} : { used: usage }), ...(quota === undefined ? {} : { granted: quota }) };
  } catch {
    return {}; // A private window may say nothing.
  }
}

/** The public key of RFC 8032's first test: importing it makes no key, and tells whether the browser knows the curve. */
const PUBLIC_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

async function hasEd25519(): Promise<boolean> {
  if (!('subtle' in crypto)) return false; // Not a secure context.
  const bytes = Uint8Array.from(PUBLIC_KEY.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
  try {
    await crypto.subtle.importKey('raw', bytes, 'Ed25519', true, ['verify']);
    return true;
  } catch {
    return false;
  }
}
