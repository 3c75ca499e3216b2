/** In what every browser says of a part of the app that it could not load. */
const NOT_LOADED = /\bmodule\b/;

/** Milliseconds between two attempts while the browser says that there is a network, and how many there are. */
const WAIT = 1_000;
const ATTEMPTS = 30;

/**
 * Does what takes a part of the app that may still have to be loaded; where that is not to be had, again once the network is back.
 * @throws what `work` throws otherwise
 */
export async function untilLoaded<Result>(work: () => Promise<Result>, attempts = ATTEMPTS): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (attempts === 0 || !NOT_LOADED.test(String(cause))) throw cause;
    await networkMayBeBack();
    return await untilLoaded(work, attempts - 1);
  }
}

/** That the network is back may have been said before this was asked. */
function networkMayBeBack(): Promise<unknown> {
  return new Promise((resolve) => {
    if (navigator.onLine) setTimeout(resolve, WAIT);
    else addEventListener('online', resolve, { once: true });
  });
}
