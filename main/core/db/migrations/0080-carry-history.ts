import type { Db } from '../query.ts';
import { type CarriedRecordings, explicitOf, type InlineTrack } from './0080-carry-tracks.ts';

/* The history of releases spoke of their tracks by all they say. Now it names recordings, and what was edited of them. */

type Change = { operationId: number; at: number; seq: number; field: string; oldValue: string; newValue: string };
type Reference = { disc: number; recordingId: number; isBonus: boolean; isInstant: boolean };
type Whole = { tracks: InlineTrack[] };
type Value = string | number | boolean | null | object;

/** So that what was done before can still be taken back, and done again. */
export function carryHistory(db: Db, recordings: CarriedRecordings): void {
  const changes = db
    .prepare(
      `SELECT operation_id AS operationId, at, seq, field, old_value AS oldValue, new_value AS newValue
       FROM operation_change JOIN operation ON operation.id = operation_id
       WHERE field IN ('release:whole', 'release:tracks') ORDER BY operation_id DESC, seq DESC`,
    )
    .all() as Change[];
  const set = db.prepare('UPDATE operation_change SET old_value = ?, new_value = ? WHERE operation_id = ? AND seq = ?');
  for (const change of changes) {
    const [before, after] = [tracksOf(change, change.oldValue), tracksOf(change, change.newValue)];
    const [from, to] = [referTo(recordings, before, change.at), referTo(recordings, after, change.at)];
    set.run(
      withTracks(change, change.oldValue, from),
      withTracks(change, change.newValue, to),
      change.operationId,
      change.seq,
    );
    if (change.field === 'release:tracks') noteEdits(db, change, editsOf({ recordings, before, after, from, to }));
  }
}

/** Of a release that is made or goes there is one side only. */
function tracksOf({ field }: Change, text: string): InlineTrack[] {
  const value = JSON.parse(text) as Whole | InlineTrack[] | null;
  if (value === null) return [];
  return field === 'release:whole' ? (value as Whole).tracks : (value as InlineTrack[]);
}

function withTracks({ field }: Change, text: string, tracks: Reference[]): string {
  const value = JSON.parse(text) as Whole | InlineTrack[] | null;
  if (value === null) return text;
  return JSON.stringify(field === 'release:whole' ? { ...value, tracks } : tracks);
}

/** Tracks that stand on no release any more are recordings all the same: undo may bring their release back. */
function referTo(recordings: CarriedRecordings, tracks: readonly InlineTrack[], at: number): Reference[] {
  return tracks.map((track) => {
    const { id } = recordings.find(track) ?? recordings.make(track, at);
    return { disc: track.disc, recordingId: id, isBonus: false, isInstant: false };
  });
}

type Edit = { itemId: number; field: string; oldValue: Value; newValue: Value };
type Sides = {
  recordings: CarriedRecordings;
  before: readonly InlineTrack[];
  after: readonly InlineTrack[];
  from: readonly Reference[];
  to: readonly Reference[];
};

/** What an edit of tracks said of those that it kept. */
function editsOf({ recordings, before, after, from, to }: Sides): Edit[] {
  const known = new Map(from.map(({ recordingId }, index) => [recordingId, before[index] as InlineTrack]));
  return after.flatMap((track, index): Edit[] => {
    const { recordingId } = to[index] as Reference;
    const old = known.get(recordingId);
    if (!old) return [];
    const ofRecording = changedFields(old, track, [
      'title',
      'versionTitle',
      'artist',
      'isrc',
      'language',
      'durationMs',
      'credits',
    ]);
    const edits = ofRecording.map((edit) => ({ ...edit, itemId: recordingId, field: `recording:${edit.field}` }));
    if (old.isExplicit !== track.isExplicit) {
      const values = { oldValue: explicitOf(old), newValue: explicitOf(track) };
      edits.push({ itemId: recordingId, field: 'recording:explicit', ...values });
    }
    const workId = recordings.find(track)?.workId ?? null;
    const ofWork = workId === null ? [] : changedFields(old, track, ['iswc']);
    for (const edit of ofWork) edits.push({ ...edit, itemId: workId as number, field: 'work:iswc' });
    return edits;
  });
}

function changedFields(
  old: InlineTrack,
  track: InlineTrack,
  fields: readonly (keyof InlineTrack)[],
): Omit<Edit, 'itemId'>[] {
  return fields.flatMap((field) =>
    JSON.stringify(old[field]) === JSON.stringify(track[field])
      ? []
      : [{ field, oldValue: old[field], newValue: track[field] }],
  );
}

function noteEdits(db: Db, { operationId }: Change, edits: readonly Edit[]): void {
  const count = db.prepare('SELECT max(seq) + 1 FROM operation_change WHERE operation_id = ?').pluck();
  const insert = db.prepare(
    'INSERT INTO operation_change (operation_id, seq, track_id, item_id, field, old_value, new_value) VALUES (?, ?, NULL, ?, ?, ?, ?)',
  );
  for (const { itemId, field, oldValue, newValue } of edits) {
    insert.run(operationId, count.get(operationId), itemId, field, JSON.stringify(oldValue), JSON.stringify(newValue));
  }
}
