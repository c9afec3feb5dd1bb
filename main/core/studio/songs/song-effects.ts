import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { SongState } from '../song-records.ts';

/** A song whose status changed, or that was made; `after` is what it is now. */
export type SongMove = { id: number; after: SongState };

const lifetimeCounts: Partial<Record<SongStatus, string>> = {
  planned: 'total_future_created',
  inProgress: 'total_wip_created',
};

/**
 * Counts what somebody planned and started in a lifetime; never less, also when it is taken back. In the transaction of what is
 * counted.
 */
export function countMoves(db: Db, moves: readonly SongMove[]): void {
  const add = prepare(
    db,
    `INSERT INTO lifetime_count (person_id, name, value) VALUES (?, ?, 1)
     ON CONFLICT (person_id, name) DO UPDATE SET value = value + 1`,
  );
  for (const { after } of moves) {
    const name = lifetimeCounts[after.status];
    const personId = after.ownerId ?? currentActor().personId;
    if (name !== undefined && personId !== null) add.run(personId, name);
  }
}

/** Tells owners and collaborators of songs that moved; each person once, however many songs there are. */
export function tellOfMoves(context: Context, moves: readonly SongMove[]): void {
  const byPerson = new Map<number, SongMove[]>();
  for (const move of moves) {
    for (const personId of peopleOf(move.after)) {
      const told = byPerson.get(personId);
      if (told) told.push(move);
      else byPerson.set(personId, [move]);
    }
  }
  for (const [personId, told] of byPerson) {
    const [first] = told as [SongMove, ...SongMove[]];
    const { status, title } = first.after;
    context.notifications.add({
      kind: status === 'released' ? 'songReleased' : 'songMoved',
      severity: status === 'released' ? 'good' : 'info',
      personId,
      facts: { title, status, count: told.length },
      view: 'studio',
      item: first.id,
    });
  }
}

type StepsDone = { id: number; after: SongState; steps: readonly { key: string; name: string }[] };

/** Tells the others of a song that steps are done; once for each step, however often it is ticked. */
export function tellOfSteps(context: Context, songs: readonly StepsDone[]): void {
  for (const { id, after, steps } of songs) {
    if (steps.length === 0) continue;
    for (const personId of peopleOf(after)) {
      context.notifications.add({
        kind: 'stepDone',
        severity: 'good',
        personId,
        facts: { title: after.title, step: steps.map(({ name }) => name).join(', '), count: steps.length },
        view: 'studio',
        item: id,
        mergeKey: `stepDone:${id}:${steps.map(({ key }) => key).join(',')}`,
      });
    }
  }
}

/** Tells somebody that steps are theirs now. */
export function tellOfAssignment(
  context: Context,
  personId: number | null,
  songs: readonly { id: number; title: string; step: string }[],
): void {
  const [first] = songs;
  if (personId === null || personId === currentActor().personId || !first) return;
  context.notifications.add({
    kind: 'stepAssigned',
    personId,
    facts: { title: first.title, step: first.step, count: songs.length },
    view: 'studio',
    item: first.id,
    mergeKey: `stepAssigned:${first.id}:${first.step}`,
  });
}

/** Everybody a song concerns, but who acts now. */
function peopleOf({ ownerId, people, steps }: SongState): Set<number> {
  const ids = [ownerId, ...people.map(({ personId }) => personId), ...steps.map(({ assigneeId }) => assigneeId)];
  const { personId } = currentActor();
  return new Set(ids.filter((id) => id !== null && id !== personId) as number[]);
}
