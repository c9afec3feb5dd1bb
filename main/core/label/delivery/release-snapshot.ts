import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { recordingRecord } from '#core/label/releases/recording-records.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import { workRecord } from '#core/label/releases/work-records.ts';
import type { DeliveryRecordState } from './delivery-records.ts';

/** Somebody as a message names them. */
export type SnapshotPerson = { id: number; name: string; legalName: string; isni: string; ipi: string };

export type SnapshotCredit = { person: SnapshotPerson; role: string; share: number | null };

export type SnapshotAudio = {
  trackId: number;
  fileName: string;
  /** Of the sound, whatever tags say; null before it was heard. */
  audioHash: string | null;
  /** 'wav', 'flac', 'aiff', 'm4a', … */
  format: string;
  codec: string;
  isLossless: boolean;
  bits: number | null;
  sampleRate: number | null;
  channels: number | null;
  durationMs: number | null;
};

export type SnapshotTrack = ReturnType<typeof trackOf>;
export type ReleaseSnapshot = ReturnType<typeof readSnapshot>;

/** All that a release says now, as plain JSON: what is sent, and what later changes are found against. Throws NOT_FOUND. */
export function readSnapshot(db: Db, releaseId: number) {
  const {
    tracks,
    decisions: _d,
    ignoredFindings: _i,
    stores: _s,
    state: _t,
    packId: _p,
    archivedAt: _a,
    createdAt: _c,
    ...facts
  } = releaseRecord.get(db, releaseId);
  let number = 0;
  let disc = 0;
  return {
    version: 1 as const,
    release: { id: releaseId, ...facts, artists: namedArtists(db, facts.artists) },
    tracks: tracks.map((place) => {
      number = place.disc === disc ? number + 1 : 1;
      disc = place.disc;
      return trackOf(db, place, number);
    }),
  };
}

type Place = ReturnType<typeof releaseRecord.get>['tracks'][number];

function trackOf(db: Db, { recordingId, disc, isBonus, isInstant }: Place, number: number) {
  const recording = recordingRecord.get(db, recordingId);
  const work = recording.workId === null ? undefined : workRecord.read(db, recording.workId);
  const { title, versionTitle, artist, artists, isrc, language, explicit, durationMs, genre, pLine } = recording;
  const { recordedYear, ownership, aiContent, aiNote, lyrics, previewStartMs, credits, trackId } = recording;
  return {
    ...{ recordingId, disc, number, isBonus, isInstant, title, versionTitle, artist, isrc, language, explicit, genre },
    ...{ pLine, recordedYear, ownership, aiContent, aiNote, lyrics, previewStartMs },
    artists: namedArtists(db, artists),
    credits: creditsOf(db, credits),
    iswc: work?.iswc ?? '',
    writers: creditsOf(db, work?.writers ?? []),
    audio: trackId === null ? null : audioOf(db, trackId),
    durationMs,
  };
}

const selectPerson = `SELECT id, name, legal_name AS legalName, isni, ipi FROM person WHERE id = ?`;

function personOf(db: Db, id: number): SnapshotPerson {
  const found = prepare(db, selectPerson).get(id) as SnapshotPerson | undefined;
  return found ?? { id, name: '', legalName: '', isni: '', ipi: '' };
}

type Artist = { name: string; personId: number | null; role: 'main' | 'featured' | 'with' | 'remixer' };

function namedArtists(db: Db, artists: readonly Artist[]) {
  return artists.map(({ name, personId, role }) => ({
    ...{ name, role },
    person: personId === null ? null : personOf(db, personId),
  }));
}

type Credit = { personId: number; role: string; share: number | null };

function creditsOf(db: Db, credits: readonly Credit[]): SnapshotCredit[] {
  return credits.map(({ personId, role, share }) => ({ person: personOf(db, personId), role, share }));
}

function audioOf(db: Db, trackId: number): SnapshotAudio | null {
  const row = prepare(
    db,
    `SELECT id AS trackId, file_name AS fileName, audio_hash AS audioHash, format, codec, is_lossless AS isLossless,
       bit_depth AS bits, sample_rate AS sampleRate, channels, duration_ms AS durationMs
     FROM track WHERE id = ?`,
  ).get(trackId) as (Omit<SnapshotAudio, 'isLossless'> & { isLossless: 0 | 1 }) | undefined;
  return row ? { ...row, isLossless: row.isLossless === 1 } : null;
}

/** Where the master of a track lies; null where its file is gone. */
export function masterPath(db: Db, trackId: number): string | null {
  const row = prepare(
    db,
    `SELECT folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id
     WHERE track.id = ? AND missing_since IS NULL`,
  ).get(trackId) as { folder: string; path: string } | undefined;
  return row ? join(row.folder, row.path) : null;
}

/** What is sent, as the text that is kept of it, and the SHA-256 of that. */
export function freezeSnapshot(
  db: Db,
  releaseId: number,
  terms: Terms,
): { snapshot: ReleaseSnapshot; text: string; hash: string } {
  const snapshot = withTerms(readSnapshot(db, releaseId), terms);
  const text = JSON.stringify(snapshot);
  return { snapshot, text, hash: createHash('sha256').update(text).digest('hex') };
}

/** What was agreed with one store, where that is other than what the release says. */
export type Terms = Partial<Pick<ReleaseSnapshot['release'], 'territories' | 'priceTier' | 'preorderDate'>>;

export function termsOf({
  territories,
  priceTier,
  preorderDate,
}: Pick<DeliveryRecordState, 'territories' | 'priceTier' | 'preorderDate'>): Terms {
  return {
    ...(territories === null ? {} : { territories }),
    ...(priceTier === '' ? {} : { priceTier }),
    ...(preorderDate === '' ? {} : { preorderDate }),
  };
}

export function withTerms(snapshot: ReleaseSnapshot, terms: Terms): ReleaseSnapshot {
  return { ...snapshot, release: { ...snapshot.release, ...terms } };
}
