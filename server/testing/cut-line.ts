import { createServer, connect as open, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a database that can be cut, as a network can. */
export interface CutLine {
  /** The URL of the same database, over this way. */
  readonly url: string;
  /**
   * `cut`: connections end, and new ones do so at once. `silent`: nothing comes through, and nobody is told; connections from
   * before or during that stay so.
   */
  set(state: 'open' | 'cut' | 'silent'): void;
}

export async function cutLine(url: string): Promise<CutLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = open(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      if (state === 'silent') silent.add(from);
      from.on('data', (bytes) => silent.has(from) || to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    destroyAll();
    server.close();
  });
  const address = server.address();
  const near = new URL(url);
  near.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const set = (next: typeof state) => {
    state = next;
    if (state === 'cut') destroyAll();
    if (state === 'silent') for (const socket of sockets) silent.add(socket);
  };
  return { url: near.href, set };
}
