import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import { mostEntries } from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import { entriesChange, partChange, versionChange } from './tracklist-changes.ts';
import type { Content, EntryState, FactsState, OriginState, TracklistState, VersionState } from './tracklist-state.ts';
import { findVersion, getState } from './tracklists.repository.ts';

/** What a list becomes; what is not named stays. */
export type Edited = { facts?: FactsState; entries?: EntryState[]; origin?: OriginState };

type SaveOptions = { kind?: OperationKind; change?: VersionState['change']; isNewVersion?: boolean };

const movedMs = 10_000;
/** How many versions are kept, and for how long; what is published stays. */
const mostVersions = 50;
const longestKeptMs = 90 * 24 * 3_600_000;

/**
 * Whether a list differs from a version so much that it is a new one: other tracks, another order, other names, or a start
 * more than ten seconds away.
 */
export function isNewDraft(version: readonly EntryState[], now: readonly EntryState[]): boolean {
  if (version.length !== now.length) return true;
  return now.some((entry, index) => {
    const old = version[index] as EntryState;
    const isOther = old.id !== entry.id || old.artist !== entry.artist || old.title !== entry.title;
    return (
      isOther ||
      (old.startMs === null) !== (entry.startMs === null) ||
      Math.abs((old.startMs ?? 0) - (entry.startMs ?? 0)) > movedMs
    );
  });
}

/**
 * Saves what a tracklist becomes as one operation, with a new version where it differs enough. Throws
 * NOT_FOUND, and INVALID_INPUT for more entries than a list can have.
 */
export function saveTracklist(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  id: number,
  edit: (before: TracklistState) => Edited,
  options: SaveOptions = {},
): { operation: OperationId | null } {
  const now = platform.now();
  return db.transaction(() => {
    const before = getState(db, id);
    const edited = edit(before);
    if ((edited.entries?.length ?? 0) > mostEntries) {
      throw new AppError('INVALID_INPUT', `A tracklist has at most ${mostEntries} entries.`, { most: mostEntries });
    }
    const after = { facts: edited.facts ?? before.facts, entries: edited.entries ?? before.entries };
    const parts = [
      ...partChange(id, 'facts', before.facts, after.facts),
      ...entriesChange(id, before.entries, after.entries),
      ...partChange(id, 'origin', before.origin, edited.origin ?? before.origin),
    ];
    if (parts.length === 0 && !options.isNewVersion) return { operation: null };
    const steps = [...parts, ...versionSteps(db, id, before, after, now, options)];
    const { operation } = history.apply(options.kind ?? 'editTracklist', steps, after.facts.name);
    cleanVersions(db, id, now);
    changes.add({ topics: ['tracklists'] });
    return { operation };
  })();
}

function versionSteps(
  db: Db,
  id: number,
  before: TracklistState,
  after: Content,
  now: number,
  { change = 'manualEdit', isNewVersion = false }: SaveOptions,
): ValueChange[] {
  const current = findVersion(db, id, before.version);
  const isSameContent = JSON.stringify(content(before)) === JSON.stringify(content(after));
  const leavesPublished = before.state === 'published' && !isSameContent;
  const differs = !current || isNewDraft(current.content.entries, after.entries);
  if (!(isNewVersion || leavesPublished || differs)) return [];
  const number = Math.max(before.version, ...before.versions.map((each) => each.number)) + 1;
  const made: VersionState = { at: now, state: 'draft', change, content: content(after) };
  return [
    // A draft keeps what it was in the end, with all that was too small for a version of its own.
    ...(current && current.state === 'draft'
      ? versionChange(id, before.version, current, { ...current, content: content(before) })
      : []),
    ...versionChange(id, number, null, made),
    ...partChange(id, 'standing', standing(before), { version: number, state: 'draft' }),
  ];
}

/** What a version holds of a list. */
export function content({ facts, entries }: Content): Content {
  return { facts, entries };
}

function standing({ version, state }: TracklistState): Pick<TracklistState, 'version' | 'state'> {
  return { version, state };
}

/** Makes the draft the published state; what was published before is archived. Null where it is published already. */
export function publishTracklist(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  id: number,
): { operation: OperationId | null } {
  return db.transaction(() => {
    const before = getState(db, id);
    if (before.state === 'published') return { operation: null };
    const archived = before.versions
      .filter(({ state }) => state === 'published')
      .flatMap(({ number, ...version }) => versionChange(id, number, version, { ...version, state: 'archived' }));
    const current = findVersion(db, id, before.version);
    const published: VersionState = {
      at: platform.now(),
      state: 'published',
      change: current?.change ?? 'manualEdit',
      content: content(before),
    };
    const steps = [
      ...archived,
      ...versionChange(id, before.version, current ?? null, published),
      ...partChange(id, 'standing', standing(before), { version: before.version, state: 'published' }),
    ];
    const { operation } = history.apply('publishTracklist', steps, before.facts.name);
    changes.add({ topics: ['tracklists'] });
    return { operation };
  })();
}

/** Versions past their number or time go; the newest and what is published stay. Undo brings them back where it needs them. */
function cleanVersions(db: Db, id: number, now: number): void {
  prepare(
    db,
    `DELETE FROM tracklist_version WHERE tracklist_id = @id AND state <> 'published'
       AND number <> (SELECT version FROM tracklist WHERE id = @id)
       AND (at < @oldest OR number <= (SELECT number FROM tracklist_version WHERE tracklist_id = @id
         ORDER BY number DESC LIMIT 1 OFFSET @most))`,
  ).run({ id, oldest: now - longestKeptMs, most: mostVersions });
}
