import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { createApp } from '../handler/create-handler.ts';
import { Metrics } from '../metrics/metrics.ts';
import { openHandler, SILENT } from '../testing/open-handler.ts';
import { openApiDocument, templateOf } from './document.ts';
import { PROBLEMS } from './problems.ts';
import { RESOURCES } from './resources.ts';

const operations = RESOURCES.flatMap((resource) => resource.operations);

it('is a document of OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(openApiDocument(RESOURCES)));
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
});

it('describes every route that there is, and none that there is not', async () => {
  const { store } = await openHandler();
  const { routes } = createApp({ store, now: Date.now, metrics: new Metrics(), log: SILENT });
  const real = routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(described)].sort()).toEqual([...new Set(real)].sort());
});

it('has a parameter for each name in a path, and an id for each operation', () => {
  const named = operations.map(({ path, parameters = {} }) => [path, Object.keys(parameters).sort()]);
  const inPath = operations.map(({ path }) => [path, [...path.matchAll(/:([a-z]+)/g)].map(([, name]) => name).sort()]);
  expect(named).toEqual(inPath);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  expect(operations.map(({ path }) => templateOf(path)).filter((path) => path.includes(':'))).toEqual([]);
});

it('names every reason for a refusal that comes from a route', () => {
  const text = JSON.stringify(openApiDocument(RESOURCES));
  // They are about requests that no route takes: the path, the method, or what is no request at all.
  const others = ['not-found', 'method-not-allowed', 'headers-too-large', 'headers-too-slow', 'malformed-request'];
  const told = Object.entries(PROBLEMS).map(([code]) => [code, text.split(`"${code}"`).length > 2]);
  expect(told.filter(([, isTold]) => isTold === false).map(([code]) => code)).toEqual(others);
});
