/**
 * Gives what asks the browser, once, not to clear this origin's storage by itself: at the first save, since a browser
 * may ask the person, who then knows what for. `learn` is told what holds already, and what the browser answers.
 */
export function keepStorage(learn: (isPersisted: boolean) => void): () => void {
  const storage = navigator.storage as StorageManager | undefined; // Only where the context is secure.
  let isAsked = false;
  const ask = async (question: Promise<boolean> | undefined) => {
    if (question !== undefined) learn(await question);
  };
  ask(storage?.persisted?.()).catch(() => undefined);
  return () => {
    if (isAsked) return;
    isAsked = true;
    ask(storage?.persist?.()).catch(() => undefined);
  };
}
