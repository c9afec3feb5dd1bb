import { reviewBits } from '#core/analysis/effective-columns.ts';
import { parseFindings } from '#core/analysis/settle-track.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { type ReviewItem, type ReviewKind, reviewKinds } from '#shared/contract/review.ts';
import type { Findings, Mood } from '#shared/findings.ts';

export type ReviewCounts = Record<ReviewKind | 'tracks', number>;

export function countReview(db: Db): ReviewCounts {
  const rows = prepare(
    db,
    'SELECT review, count(*) AS count FROM track WHERE review <> 0 AND missing_since IS NULL GROUP BY review',
  ).all() as { review: number; count: number }[];
  const countOf = (bit: number) => rows.reduce((sum, { review, count }) => sum + (review & bit ? count : 0), 0);
  return {
    tempo: countOf(reviewBits.tempo),
    key: countOf(reviewBits.key),
    quality: countOf(reviewBits.quality),
    mood: countOf(reviewBits.mood),
    tracks: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

type ItemRow = {
  id: number;
  title: string;
  artist: string;
  file_name: string;
  artwork_hash: string | null;
  mood: string;
  mood_confidence: number | null;
  findings: string | null;
};

/** A page of questions: one kind by title, or all kinds one after the other. */
export function listReview(db: Db, kind: ReviewKind | 'all', start: number, count: number): ReviewItem[] {
  if (kind !== 'all') return listKind(db, kind, start, count);
  const counts = countReview(db);
  const items: ReviewItem[] = [];
  let from = start;
  for (const one of reviewKinds) {
    if (items.length < count && from < counts[one]) {
      items.push(...listKind(db, one, Math.max(0, from), count - items.length));
    }
    from -= counts[one];
    if (from < 0) from = 0;
  }
  return items;
}

function listKind(db: Db, kind: ReviewKind, start: number, count: number): ReviewItem[] {
  // The bit stands in the text, so that the partial index of the kind is used.
  const rows = prepare(
    db,
    `SELECT track.id, track.title, track.artist, track.file_name, track.artwork_hash, track.mood, track.mood_confidence,
       analysis.findings
     FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash
     WHERE review & ${reviewBits[kind]} AND track.missing_since IS NULL
     ORDER BY track.title_fold, track.id LIMIT ? OFFSET ?`,
  ).all(count, start) as ItemRow[];
  return rows.flatMap((row) => {
    const findings = parseFindings(row.findings);
    const question = findings && questionOf(kind, findings, row);
    if (!question) return [];
    return [
      {
        id: row.id as ReviewItem['id'],
        title: row.title,
        artist: row.artist,
        fileName: row.file_name,
        artworkHash: row.artwork_hash,
        question,
      },
    ];
  });
}

function questionOf(kind: ReviewKind, findings: Findings, row: ItemRow): ReviewItem['question'] | null {
  const { tempo, key, quality } = findings;
  switch (kind) {
    case 'tempo':
      return { kind, candidates: tempo.candidates, isVariable: tempo.isVariable, range: rangeOf(tempo.windows) };
    case 'key':
      return { kind, candidates: key.candidates };
    case 'quality': {
      if (!quality) return null;
      const [reason] = quality.reasons;
      return { kind, verdict: quality.verdict, reason: reason?.code ?? null, value: reason?.value ?? 0 };
    }
    default:
      return {
        kind,
        moods: row.mood.split(' ').filter((mood) => mood !== '') as Mood[],
        confidence: row.mood_confidence ?? 0,
      };
  }
}

function rangeOf(windows: Findings['tempo']['windows']): [number, number] | null {
  const tempi = windows.flatMap(({ bpm }) => (bpm === null ? [] : [bpm]));
  return tempi.length < 2 ? null : [Math.min(...tempi), Math.max(...tempi)];
}

/** Tempi of an artist's other tracks: the middle half of them, and how many are in it, halved or doubled too. */
export function tempiOfArtist(db: Db, trackId: number) {
  const tempi = prepare(
    db,
    `SELECT other.bpm FROM track JOIN track AS other ON other.artist_fold = track.artist_fold AND other.id <> track.id
     WHERE track.id = ? AND track.artist_fold <> '' AND other.bpm IS NOT NULL
       AND (other.bpm_confidence >= 0.8 OR other.locked & 1) ORDER BY other.bpm LIMIT 2000`,
  )
    .pluck()
    .all(trackId) as number[];
  if (tempi.length < 3) return null;
  const [low, high] = [quantile(tempi, 0.25), quantile(tempi, 0.75)];
  const isIn = (bpm: number) => bpm >= low * 0.98 && bpm <= high * 1.02;
  const agreeing = tempi.filter((bpm) => isIn(bpm) || isIn(2 * bpm) || isIn(bpm / 2)).length;
  return { low, high, agreeing, total: tempi.length };
}

/** Tempi of the genre in this library: the middle four fifths. */
export function tempiOfGenre(db: Db, trackId: number) {
  const genre = prepare(db, `SELECT genre FROM track WHERE id = ? AND genre_fold <> ''`).pluck().get(trackId) as
    | string
    | undefined;
  if (genre === undefined) return null;
  const tempi = prepare(
    db,
    `SELECT other.bpm FROM track JOIN track AS other ON other.genre_fold = track.genre_fold AND other.id <> track.id
     WHERE track.id = ? AND other.bpm IS NOT NULL AND (other.bpm_confidence >= 0.8 OR other.locked & 1)
     LIMIT 5000`,
  )
    .pluck()
    .all(trackId) as number[];
  if (tempi.length < 5) return null;
  tempi.sort((one, other) => one - other);
  return { genre, low: quantile(tempi, 0.1), high: quantile(tempi, 0.9), total: tempi.length };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
