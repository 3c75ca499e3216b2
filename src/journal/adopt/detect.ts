import { absent } from './absent.ts';
import type { Adoption } from './adoption.ts';
import { type Examined, examine } from './examine.ts';
import { groupsOf } from './groups.ts';
import { type Detected, settle, sort } from './sort.ts';

/**
 * What has changed, a few records at a time. What the journal has by the time at which the next are asked for is marked, and
 * nothing else: whoever stops in between sees the rest again.
 */
export async function* detect(adoption: Adoption): AsyncGenerator<readonly Detected[], void> {
  const { source, context, signal } = adoption;
  const seen = new Set<string>();
  signal?.throwIfAborted();
  for await (const records of groupsOf(source.records())) {
    signal?.throwIfAborted();
    const ids = await Promise.all(records.map(({ collection, key }) => context.names.entry(collection, key)));
    for (const id of ids) seen.add(id);
    const looks = await examine(adoption, records, ids);
    const unstorable = looks.flatMap((look) => (look.kind === 'unstorable' ? [look] : []));
    yield* tell(
      adoption,
      looks.flatMap((look) => (look.kind === 'examined' ? [look] : [])),
      unstorable,
    );
  }
  for await (const gone of absent(adoption, seen)) {
    signal?.throwIfAborted();
    yield* tell(adoption, gone, []);
  }
}

async function* tell(
  adoption: Adoption,
  looks: readonly Examined[],
  others: readonly Detected[],
): AsyncGenerator<readonly Detected[], void> {
  const { detected, open } = await sort(adoption, looks);
  if (detected.length + others.length > 0) yield [...detected, ...others];
  if (open.length > 0) await settle(adoption, open);
}
