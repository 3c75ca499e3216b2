import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { type PostgresCluster, startCluster } from './postgres-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the URL of a PostgreSQL for tests. */
    postgresAsk: string;
  }
}

/** One PostgreSQL for a whole run of tests, started by the first test that asks for it: most runs need none. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<PostgresCluster> | undefined;
  const askForUrl = async (): Promise<string> => {
    if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
    cluster ??= startCluster();
    return (await cluster).url;
  };
  const server = createServer((_, response) => {
    askForUrl().then(
      (url) => response.end(url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server for tests has no port.');
  project.provide('postgresAsk', `http://127.0.0.1:${address.port}`);
  return async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await (await cluster?.catch(() => undefined))?.remove();
  };
}
