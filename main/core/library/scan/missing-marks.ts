import type { Db } from '#core/db/query.ts';
import type { Committer } from './4-commit.ts';
import { type GoneTrack, sweep } from './5-sweep.ts';
import type { IdSet } from './id-set.ts';
import type { OwnWorkSince } from './own-work.ts';
import { findPresence, setHeldCount } from './presence.repository.ts';
import { countPresent, type ScanFolder } from './scan.repository.ts';

/** So many tracks may go missing without a question… */
const fewTracks = 50;
/** …or this share of those that are there. */
const smallShare = 0.05;
/** Marked in one go; the root is looked at before each. */
const markedAtOnce = 200;

export type MissingMarksOptions = {
  db: Db;
  folder: ScanFolder;
  seen: IdSet;
  unreadable: readonly string[];
  ownWork: OwnWorkSince;
  committer: Committer;
  /** Undefined for the whole folder. */
  below: readonly string[] | undefined;
  /** Whether the user said that what is missing is gone. */
  isAccepted: boolean;
  /** Rejects with CANCELLED, and waits while paused. */
  point(): Promise<void>;
  /** Rejects with FOLDER_OFFLINE. */
  requireRoot(): Promise<void>;
};

/**
 * Marks the tracks whose file is gone, or, where that are suspiciously many, none of them: then the folder holds their
 * number until the user has said what it means. Returns whether it asks.
 */
export async function markGoneTracks(options: MissingMarksOptions): Promise<boolean> {
  const { db, folder, seen, unreadable, ownWork, committer, below, isAccepted, point, requireRoot } = options;
  const gone: GoneTrack[] = [];
  for await (const page of sweep(db, folder, seen, unreadable, ownWork, below)) {
    await point();
    gone.push(...page);
  }
  // The disk may have gone while we looked: then everything is gone, and nothing is missing.
  if (gone.length > 0) await requireRoot();
  const held = findPresence(db, folder.id)?.heldCount ?? 0;
  if (!isAccepted && gone.length > mostWithoutAsking(db, folder.id)) {
    if (below === undefined || gone.length > held) setHeldCount(db, folder.id, gone.length);
    return true;
  }
  for (let start = 0; start < gone.length; start += markedAtOnce) {
    await requireRoot();
    const some = gone.slice(start, start + markedAtOnce);
    committer.add(some.map(({ id }) => ({ type: 'missing', trackId: id })));
    await committer.drain();
  }
  if (below === undefined && held > 0) setHeldCount(db, folder.id, 0);
  return false;
}

function mostWithoutAsking(db: Db, folderId: number): number {
  return Math.max(fewTracks, countPresent(db, folderId) * smallShare);
}
