import type { SqliteDatabase } from 'kysely';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { PreparedStatements } from './prepared-statements.ts';

/** A database in memory, and the texts that were truly prepared. */
function openCounting() {
  const sqlite = new Database(':memory:');
  const texts: string[] = [];
  const counting: SqliteDatabase = {
    close: () => sqlite.close(),
    prepare: (sql) => {
      texts.push(sql);
      return sqlite.prepare(sql);
    },
  };
  const statements = new PreparedStatements(counting);
  onTestFinished(() => statements.close());
  sqlite.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, content BLOB)');
  return { sqlite, statements, texts };
}

const PUT = 'INSERT INTO things VALUES (?, ?) RETURNING id';
const FIND = 'SELECT content FROM things WHERE id = ?';

it('prepares a text once, and answers each use by its own parameters', () => {
  const { statements, texts } = openCounting();
  for (const id of [1, 2, 3]) {
    expect(statements.prepare(PUT).all([id, Uint8Array.of(id)])).toEqual([{ id }]);
    expect(statements.prepare(FIND).all([id])).toEqual([{ content: Uint8Array.of(id).buffer }]);
    expect(statements.prepare(FIND).all([-id])).toEqual([]);
  }
  expect(texts).toEqual([PUT, FIND]);
});

it('prepares anew what has failed, and leaves nothing open that would keep a transaction from its end', () => {
  const { sqlite, statements, texts } = openCounting();
  statements.prepare(PUT).all([1, null]);
  sqlite.exec('BEGIN IMMEDIATE');
  expect(() => statements.prepare(PUT).all([1, null])).toThrow(/UNIQUE/);
  statements.prepare(PUT).all([2, null]);
  sqlite.exec('COMMIT');
  expect(texts).toEqual([PUT, PUT]);
});

it('follows a table that has changed since', () => {
  const { sqlite, statements } = openCounting();
  const all = 'SELECT * FROM things';
  statements.prepare(PUT).all([1, null]);
  expect(statements.prepare(all).all([])).toEqual([{ id: 1, content: null }]);
  sqlite.exec('ALTER TABLE things ADD COLUMN more INTEGER');
  expect(statements.prepare(all).all([])).toEqual([{ id: 1, content: null, more: null }]);
});

it('forgets what was not asked for in a long time, and never keeps a long text', () => {
  const { statements, texts } = openCounting();
  const long = `SELECT '${'x'.repeat(2000)}' AS text`;
  statements.prepare(FIND);
  statements.prepare(long);
  for (let index = 0; index < 62; index += 1) statements.prepare(`SELECT ${index}`);
  statements.prepare(FIND);
  statements.prepare('SELECT 62');
  statements.prepare('SELECT 63');
  texts.length = 0;
  for (const sql of [FIND, long, 'SELECT 0', 'SELECT 63']) statements.prepare(sql);
  expect(texts).toEqual([long, 'SELECT 0']);
});
