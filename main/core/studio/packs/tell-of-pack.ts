import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { PackPersonState, PackState } from '../pack-records.ts';

/** Tells those who take part in a pack now and did not before. */
export function tellOfPack(
  { notifications }: Pick<Context, 'notifications'>,
  { id, pack, people }: { id: number; pack: PackState; people: readonly PackPersonState[] },
): void {
  const known = new Set(pack.people.map(({ personId }) => personId));
  for (const { personId, access } of people) {
    if (known.has(personId) || personId === currentActor().personId) continue;
    notifications.add({
      kind: 'packShared',
      personId,
      facts: { pack: pack.name, access },
      view: 'packs',
      item: id,
      mergeKey: `packShared:${id}`,
    });
  }
}
