import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import type { StatementItemId } from '#shared/contract/statements.ts';
import { newRecording, recordingRecord } from '../releases/recording-records.ts';
import { newRelease, type ReleaseTrackState, releaseRecord } from '../releases/release-records.ts';
import { foldSpelling, Matcher } from './match-ladder.ts';
import type { ItemSpelling } from './packed-batch.ts';
import { statementItemRecord } from './statement-records.ts';

type Item = ItemSpelling & { id: number };
type Target = { recordingId: number | null; releaseId: number | null };
/** Recordings and releases that are made now, by what items are the same by. */
type Made = { recordings: Map<string, number>; releases: Map<string, ReleaseDraft> };
type ReleaseDraft = { id: number; title: string; artists: Set<string>; item: Item; tracks: number[] };

export type MadeCatalogue = { changes: ItemChange[]; recordings: number; releases: number };

/**
 * The back catalogue out of what statements sold: a recording for each ISRC, or artist and title, and a release for each UPC or
 * catalogue number. Items that the catalogue knows by now are only matched. What no code names counts as matched by hand.
 */
export function makeCatalogue(db: Db, itemIds: readonly StatementItemId[], now: number): MadeCatalogue {
  const made: Made = { recordings: new Map(), releases: new Map() };
  const matcher = new Matcher(db);
  const changes: ItemChange[] = [];
  const edits: ItemChange[] = [];
  for (const item of readItems(db, itemIds)) {
    const known = matcher.match(item);
    const isKnown = known.recordingId !== null || known.releaseId !== null;
    const target = isKnown ? known : makeTarget(db, item, { made, changes, now });
    if (target)
      edits.push(
        ...statementItemRecord.edit(db, item.id, { ...pick(target), method: isKnown ? known.method : 'hand' }),
      );
  }
  const releases = [...made.releases.values()].map((draft) => releaseChange(draft, now));
  return { changes: [...changes, ...releases, ...edits], recordings: changes.length, releases: releases.length };
}

function pick({ recordingId, releaseId }: Target): Target {
  return { recordingId, releaseId };
}

function readItems(db: Db, ids: readonly StatementItemId[]): Item[] {
  return prepare(
    db,
    `SELECT id, isrc, upc, catalogue_number AS catalogueNumber, artist, title, release_title AS releaseTitle
     FROM statement_item WHERE id IN (SELECT value FROM json_each(?)) ORDER BY isrc = '', release_title = '', id`,
  ).all(JSON.stringify(ids)) as Item[];
}

type Making = { made: Made; changes: ItemChange[]; now: number };

/** Null for an item that names nothing. */
function makeTarget(db: Db, item: Item, making: Making): Target | null {
  const release = releaseOf(db, item, making);
  const isWholeRelease = release !== null && isWhole(item, release);
  const recordingId = isWholeRelease ? null : recordingOf(db, item, making);
  if (release && recordingId !== null && !release.tracks.includes(recordingId)) release.tracks.push(recordingId);
  if (release && item.artist !== '') release.artists.add(item.artist);
  if (recordingId === null && release === null) return null;
  return { recordingId, releaseId: release?.id ?? null };
}

/** Without an ISRC, what has no title or the release's own is a sale of the whole. */
function isWhole(item: Item, release: ReleaseDraft): boolean {
  if (item.isrc !== '') return false;
  return item.title === '' || item.title === release.title || (item.releaseTitle === '' && release.tracks.length > 0);
}

function releaseOf(db: Db, item: Item, { made }: Making): ReleaseDraft | null {
  const key = item.upc || item.catalogueNumber.toUpperCase();
  const title = item.releaseTitle || (item.isrc === '' ? item.title : '');
  if (key === '') return null;
  const known = made.releases.get(key);
  if (known) {
    if (known.title === '') known.title = title;
    return known;
  }
  const draft = { id: releaseRecord.make(db, {} as never).itemId, title, artists: new Set<string>(), item, tracks: [] };
  made.releases.set(key, draft);
  return draft;
}

function recordingOf(db: Db, item: Item, { made, changes, now }: Making): number | null {
  const key = item.isrc || foldSpelling(item);
  if (key === '') return null;
  const known = made.recordings.get(key);
  if (known !== undefined) return known;
  const change = recordingRecord.make(db, {
    ...newRecording,
    ...{ title: item.title || item.releaseTitle || item.isrc, artist: item.artist, isrc: item.isrc, createdAt: now },
    ...{ artists: [], credits: [] },
  });
  changes.push(change);
  made.recordings.set(key, change.itemId);
  // Rows of the same title without an ISRC mean this one.
  if (item.isrc !== '' && !made.recordings.has(foldSpelling(item))) {
    made.recordings.set(foldSpelling(item), change.itemId);
  }
  return change.itemId;
}

function releaseChange({ id, title, artists, item, tracks }: ReleaseDraft, now: number): ItemChange {
  const [artist = ''] = artists;
  const state = {
    ...newRelease,
    ...{ title: title || item.title || item.upc || item.catalogueNumber, createdAt: now },
    artist: artists.size > 1 ? 'Various Artists' : artist,
    ...{ upc: item.upc, catalogueNumber: item.catalogueNumber },
    kind: tracks.length < 2 ? ('single' as const) : ('album' as const),
    tracks: tracks.map(
      (recordingId): ReleaseTrackState => ({ disc: 1, recordingId, isBonus: false, isInstant: false }),
    ),
  };
  return { itemId: id, field: 'release:whole', oldValue: null, newValue: state as never };
}
