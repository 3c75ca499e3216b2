import { join } from 'node:path';
import { Kysely, type Transaction } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { isSqliteUnavailable, openSqlite, SqliteImmediateDialect } from './sqlite.ts';
import { StorageUnavailableError } from './store.ts';
import type { Tables } from './tables.ts';

async function openGroups() {
  const sqlite = openSqlite(join(await temporaryDirectory(), 'grouped.sqlite'), 1);
  const database = new Kysely<Tables>({ dialect: new SqliteImmediateDialect(sqlite) });
  await migrate(database, 'blob');
  onTestFinished(() => database.destroy());
  const commits = vi.spyOn(sqlite, 'exec');
  const commitCount = () => commits.mock.calls.filter(([statement]) => statement === 'COMMIT').length;
  const accounts = async () => {
    const rows = await database.selectFrom('accounts').select('account').orderBy('account').execute();
    return rows.map(({ account }) => account);
  };
  return { sqlite, groups: new GroupCommit(database, isSqliteUnavailable), commits, commitCount, accounts };
}

const adding = (account: string) => async (transaction: Transaction<Tables>) => {
  await transaction.insertInto('accounts').values({ account, cursor: 0 }).execute();
  return account;
};

describe('transactions that are wanted at once', () => {
  it('share a commit, and each has its own result', async () => {
    const { groups, commitCount, accounts } = await openGroups();
    expect(await Promise.all(['a', 'b', 'c'].map((name) => groups.run(adding(name))))).toEqual(['a', 'b', 'c']);
    expect([commitCount(), await accounts()]).toEqual([1, ['a', 'b', 'c']]);
  });

  it('are told after the commit, and not before', async () => {
    const { groups, commits, commitCount } = await openGroups();
    const seen: number[] = [];
    await Promise.all(['a', 'b'].map((name) => groups.run(adding(name)).then(() => seen.push(commitCount()))));
    expect(seen).toEqual([1, 1]);
    expect(commits).toHaveBeenCalled();
  });

  it('fail alone: what another did stays', async () => {
    const { groups, commitCount, accounts } = await openGroups();
    const failing = groups.run(async (transaction) => {
      await adding('broken')(transaction);
      throw new RangeError('at the end');
    });
    const outcomes = await Promise.allSettled([groups.run(adding('a')), failing, groups.run(adding('b'))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(failing).rejects.toThrow(new RangeError('at the end'));
    expect([commitCount(), await accounts()]).toEqual([1, ['a', 'b']]);
  });

  it('fail together when the database does not do its part, and the next ones do not', async () => {
    const { groups, accounts } = await openGroups();
    const lost = groups.run(() => Promise.reject(new StorageUnavailableError('full')));
    const outcomes = await Promise.allSettled([groups.run(adding('a')), lost, groups.run(adding('b'))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await groups.run(adding('next'));
    expect(await accounts()).toEqual(['next']);
  });

  it('fail together when the commit does', async () => {
    const { sqlite, groups, commits, accounts } = await openGroups();
    const execute = Object.getPrototypeOf(sqlite).exec.bind(sqlite);
    commits.mockImplementation((statement) => {
      if (statement === 'COMMIT') throw new RangeError('at the commit');
      return execute(statement);
    });
    const outcomes = await Promise.allSettled(['a', 'b'].map((name) => groups.run(adding(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    commits.mockRestore();
    expect(await accounts()).toEqual([]);
  });
});

it('one that comes while a group is at work is done in the next', async () => {
  const { groups, commitCount, accounts } = await openGroups();
  let second: Promise<string> | undefined;
  await groups.run(async (transaction) => {
    second = groups.run(adding('second'));
    return await adding('first')(transaction);
  });
  await second;
  expect([commitCount(), await accounts()]).toEqual([2, ['first', 'second']]);
});

it('never holds more than a group may', async () => {
  const { groups, commitCount } = await openGroups();
  await Promise.all(Array.from({ length: 200 }, (_, index) => groups.run(adding(`account-${index}`))));
  expect(commitCount()).toBe(2);
});
