import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { type PostgresCluster, startCluster } from './postgres-cluster.ts';
import { dropTemplate, makeTemplate } from './postgres-template.ts';
import { quickPlace } from './quick-place.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the URL of a PostgreSQL for tests. */
    postgresUrl: string;
    /** Answers with the name of a database there, of which a copy has the tables of a store, and nothing in them. */
    postgresTemplate: string;
  }
}

/** No test cuts the power, and whatever else ends a process loses nothing by this. In memory, the log has to be short. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_wal_size: '128MB' };

/** One PostgreSQL for a whole run of tests, started by the first test that asks for it: most runs need none. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  let cluster: Promise<PostgresCluster> | undefined;
  let template: Promise<string> | undefined;
  const askForUrl = async (): Promise<string> => {
    if (given) return given;
    cluster ??= quickPlace().then((parent) => startCluster({ parent, settings: SETTINGS }));
    return (await cluster).url;
  };
  const askForTemplate = (): Promise<string> => {
    template ??= askForUrl().then(makeTemplate);
    return template;
  };
  const server = createServer(({ url }, response) => {
    (url === '/template' ? askForTemplate() : askForUrl()).then(
      (answer) => response.end(answer),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server for tests has no port.');
  project.provide('postgresUrl', `http://127.0.0.1:${address.port}/url`);
  project.provide('postgresTemplate', `http://127.0.0.1:${address.port}/template`);
  return async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    const made = await template?.catch(() => undefined);
    if (given && made) await dropTemplate(given, made);
    await (await cluster?.catch(() => undefined))?.remove();
  };
}
