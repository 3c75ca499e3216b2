import { describe, expect, test } from 'vitest';
import type { ValueCodec } from '../journal.ts';
import { AdoptingDevice, COLLECTION } from '../testing/adopting-device.ts';
import { pullFrom, push } from '../testing/model-server.ts';
import { DIED, Life } from '../testing/mortal.ts';

const contents = ({ journal }: AdoptingDevice) => journal.collection(COLLECTION).list();
const namesOf = (found: Awaited<ReturnType<AdoptingDevice['look']>>) =>
  found.map((one) => `${one.kind} ${one.kind === 'unstorable' ? one.key : one.change.key}`);

describe('[G58] what changed behind the back of the journal', () => {
  test('is found, and nothing else is, among more records than are looked at together', async () => {
    const device = await AdoptingDevice.open(100);
    expect(await device.look(device.save)).toHaveLength(100);
    expect(await device.look(device.save)).toEqual([]);
    device.records.set('note 7', 'another text');
    device.records.set('note 63', { now: 'an object' });
    device.records.set('new', 1);
    const found = await device.look(device.save);
    expect(namesOf(found)).toEqual(['changed note 7', 'changed note 63', 'changed new']);
    expect(await contents(device)).toEqual(device.records);
    expect(await device.look(device.save)).toEqual([]);
  });

  test('is told again until the journal has it', async () => {
    const device = await AdoptingDevice.open(3);
    expect(await device.look(async () => undefined)).toHaveLength(3);
    expect(await device.look(async () => undefined)).toHaveLength(3);
    await device.journal.batch([{ collection: COLLECTION, key: 'note 1', value: 'text 1' }]);
    expect(namesOf(await device.look(device.save))).toEqual(['changed note 0', 'changed note 2']);
  });

  test('is not told for having come from another device by the journal', async () => {
    const device = await AdoptingDevice.adopted(2);
    await push(device.journal, device.server);
    const other = await device.another();
    await pullFrom(other.journal, device.server);
    other.time.now += 1_000;
    await other.journal.collection(COLLECTION).set('note 0', 'theirs');
    await push(other.journal, device.server);
    await pullFrom(device.journal, device.server);

    expect(await device.look(device.save)).toEqual([]);
    device.records.set('note 0', 'theirs');
    expect(await device.look(device.save)).toEqual([]);
    expect(await device.journal.dirty()).toEqual([]);
  });

  test('does not take the place of what another device has written meanwhile', async () => {
    const device = await AdoptingDevice.adopted(1);
    await device.journal.collection(COLLECTION).set('note 0', 'theirs');
    device.records.set('note 0', 'mine');
    expect(namesOf(await device.look(device.save))).toEqual(['conflicting note 0']);
    expect(await device.journal.collection(COLLECTION).get('note 0')).toBe('theirs');

    await device.journal.collection(COLLECTION).set('note 0', 'mine');
    expect(await device.look(device.save)).toEqual([]);
    device.records.set('note 0', 'mine again');
    expect(namesOf(await device.look(device.save))).toEqual(['changed note 0']);
  });

  test('on a device that joins: its own old records do not take the place of what the account has', async () => {
    const device = await AdoptingDevice.open(2);
    await device.journal.collection(COLLECTION).set('note 0', 'newer');
    await device.journal.collection(COLLECTION).set('note 1', 'text 1');
    expect(namesOf(await device.look(device.save))).toEqual(['conflicting note 0']);
  });

  test('is told where no journal can hold it, and the rest goes on', async () => {
    const device = await AdoptingDevice.open(2);
    const anything: Map<string, unknown> = device.records;
    anything.set('note 0', { made: new Date(0) });
    const found = await device.look(device.save);
    expect(found[0]).toMatchObject({ kind: 'changed', change: { key: 'note 1' } });
    expect(found[1]).toMatchObject({ kind: 'unstorable', key: 'note 0', error: { details: { path: ['made'] } } });
    expect(namesOf(await device.look(device.save))).toEqual(['unstorable note 0']);
  });

  test('is a change of a key that is written only once: neither takes the place of the other', async () => {
    const device = await AdoptingDevice.open();
    const { journal } = device;
    await journal.batch([{ collection: 'space:1', key: 'key:hub', value: 1 }]);
    const source = { name: 'keys', records: () => [{ collection: 'space:1', key: 'key:hub', value: 2 }] };
    expect(namesOf(await device.lookAt(source, device.save))).toEqual(['conflicting key:hub']);
    const before = { name: 'keys', records: () => [{ collection: 'space:1', key: 'key:hub', value: 1 }] };
    expect(await device.lookAt(before, device.save)).toEqual([]);
    expect(namesOf(await device.lookAt(source, device.save))).toEqual(['conflicting key:hub']);
  });
});

describe('[G58] a codec', () => {
  const codecNamed = (name: string): ValueCodec => ({
    name,
    encode: (value) => [name, value],
    decode: (encoded) => (Array.isArray(encoded) ? encoded[1] : encoded),
  });
  const codecs = [codecNamed('one'), codecNamed('two')];
  const using = (name: string) => ({ codecs, codecOf: () => codecs.find((codec) => codec.name === name) });

  test.each(['small', 'large '.repeat(20_000)])('makes no difference, be it another one than before', async (text) => {
    const device = await AdoptingDevice.open();
    device.records.set('note', text);
    for (const name of ['none', 'one', 'two']) {
      await device.reopen(using(name));
      expect(await device.look(device.save)).toHaveLength(name === 'none' ? 1 : 0);
      expect(await device.look(device.save)).toEqual([]);
    }
    device.records.set('note', `changed ${text}`);
    expect(namesOf(await device.look(device.save))).toEqual(['changed note']);
    expect(await device.look(device.save)).toEqual([]);
    expect(await contents(device)).toEqual(device.records);
  });
});

describe('[G58] a version that the source tells', () => {
  const sourceOf = (records: Map<string, { version: string; value: string }>, loaded: string[]) => ({
    name: 'versions',
    records: function* () {
      for (const [key, { version, value }] of records) {
        const load = async () => {
          loaded.push(key);
          return value;
        };
        yield { collection: COLLECTION, key, version, load };
      }
    },
  });

  test('keeps a value from being loaded until it is another one', async () => {
    const device = await AdoptingDevice.open();
    const records = new Map([...'abc'].map((key) => [key, { version: '1', value: key }]));
    const loaded: string[] = [];
    const look = () => device.lookAt(sourceOf(records, loaded), device.save);
    expect(namesOf(await look())).toEqual(['changed a', 'changed b', 'changed c']);
    loaded.length = 0;
    expect(await look()).toEqual([]);
    expect(loaded).toEqual([]);

    records.set('b', { version: '2', value: 'changed' });
    records.set('c', { version: '2', value: 'c' });
    expect(namesOf(await look())).toEqual(['changed b']);
    expect(loaded).toEqual(['b', 'c']);
    expect(await look()).toEqual([]);
    expect(loaded).toEqual(['b', 'c']);
  });
});

describe('[G59] absence', () => {
  test('is never deletion', async () => {
    const device = await AdoptingDevice.adopted(40);
    device.records.clear();
    expect(await device.look(device.save)).toEqual([]);
    expect((await contents(device)).size).toBe(40);
  });

  test('is deletion when the source says so', async () => {
    const device = await AdoptingDevice.adopted(80);
    for (let place = 0; place < 40; place += 1) device.records.delete(`note ${place}`);
    const found = await device.look(device.save, { absence: 'deleted' });
    expect(found).toHaveLength(40);
    expect(await contents(device)).toEqual(device.records);
    expect(await device.look(device.save, { absence: 'deleted' })).toEqual([]);

    device.records.set('note 3', 'made again');
    expect(namesOf(await device.look(device.save, { absence: 'deleted' }))).toEqual(['changed note 3']);
    expect(await contents(device)).toEqual(device.records);
  });

  test('of everything is an accident, unless the source says that it is none', async () => {
    const device = await AdoptingDevice.adopted(2);
    device.records.clear();
    await expect(device.look(device.save, { absence: 'deleted' })).rejects.toMatchObject({ code: 'source-empty' });
    expect((await contents(device)).size).toBe(2);
    expect(await device.look(device.save, { absence: 'all-deleted' })).toHaveLength(2);
    expect((await contents(device)).size).toBe(0);
    expect(await device.look(device.save, { absence: 'deleted' })).toEqual([]);
  });

  test('of what a source could not read to its end is nothing', async () => {
    const device = await AdoptingDevice.adopted(40);
    const cutOff = {
      name: 'app',
      absence: 'deleted',
      records: async function* () {
        yield { collection: COLLECTION, key: 'note 0', value: 'text 0' };
        throw new Error('cut off');
      },
    } as const;
    await expect(device.lookAt(cutOff, device.save)).rejects.toThrow('cut off');
    expect((await contents(device)).size).toBe(40);
  });

  test('of the records of one source says nothing about those of another', async () => {
    const device = await AdoptingDevice.adopted(2);
    const other = {
      name: 'another',
      absence: 'deleted',
      records: () => [{ collection: COLLECTION, key: 'its own', value: 1 }],
    } as const;
    expect(namesOf(await device.lookAt(other, device.save))).toEqual(['changed its own']);
    expect((await contents(device)).size).toBe(3);
  });

  test('does not delete what another device has changed since', async () => {
    const device = await AdoptingDevice.adopted(2);
    await device.journal.collection(COLLECTION).set('note 0', 'theirs');
    device.records.delete('note 0');
    expect(namesOf(await device.look(device.save, { absence: 'deleted' }))).toEqual(['conflicting note 0']);
    expect((await contents(device)).get('note 0')).toBe('theirs');
  });
});

describe('[G58] a device that dies at any step', () => {
  const start = async () => {
    const device = await AdoptingDevice.adopted(34);
    device.records.set('note 1', 'changed');
    device.records.set('new', 'new');
    device.records.delete('note 33');
    return device;
  };
  const changed = ['changed note 1', 'changed new', 'changed note 33'];

  /** Gives a device for every step at which one can die, just after its death. */
  async function* dead() {
    const whole = new Life();
    const undisturbed = await start();
    const found = await undisturbed.look(undisturbed.save, { life: whole, absence: 'deleted' });
    expect(new Set(namesOf(found))).toEqual(new Set(changed));
    expect(whole.steps).toBeGreaterThan(60);
    for (let step = 0; step < whole.steps; step += 1) {
      const device = await start();
      const dying = device.look(device.save, { life: new Life(step), absence: 'deleted' });
      await expect(dying).rejects.toBe(DIED);
      yield device;
    }
  }

  test('has lost nothing, and tells nothing that has not changed', async () => {
    for await (const device of dead()) {
      const again = namesOf(await device.look(device.save, { absence: 'deleted' }));
      expect(changed).toEqual(expect.arrayContaining(again));
      expect(await contents(device)).toEqual(device.records);
      expect(await device.look(device.save, { absence: 'deleted' })).toEqual([]);
    }
  }, 60_000);

  test('sees everything taken back that it has saved and not marked', async () => {
    for await (const device of dead()) {
      device.records.set('note 1', 'text 1');
      device.records.delete('new');
      device.records.set('note 33', 'text 33');
      await device.look(device.save, { absence: 'deleted' });
      expect(await contents(device)).toEqual(device.records);
      expect(await device.look(device.save, { absence: 'deleted' })).toEqual([]);
    }
  }, 60_000);
});
