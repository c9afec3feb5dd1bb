import type { DeliveryChange } from '#shared/contract/deliveries.ts';
import type { ReleaseSnapshot, SnapshotTrack } from './release-snapshot.ts';

/** Facts of a release that are told apart; the artwork by its hash. */
const releaseFields = [
  'title',
  'versionTitle',
  'artist',
  'kind',
  'label',
  'catalogueNumber',
  'upc',
  'genre',
  'subgenre',
  'language',
  'releaseDate',
  'originalReleaseDate',
  'preorderDate',
  'priceTier',
  'territories',
  'description',
  'keywords',
  'pLine',
  'cLine',
  'aiContent',
  'artworkHash',
  'artists',
] as const satisfies readonly (keyof ReleaseSnapshot['release'])[];

const trackFields = [
  'title',
  'versionTitle',
  'artist',
  'isrc',
  'iswc',
  'language',
  'explicit',
  'genre',
  'pLine',
  'recordedYear',
  'ownership',
  'aiContent',
  'lyrics',
  'previewStartMs',
  'isBonus',
  'isInstant',
  'artists',
  'credits',
  'writers',
] as const satisfies readonly (keyof SnapshotTrack)[];

/** What is other than what was sent. A track is the same by its recording; `track` is its place now, or was, from 1. */
export function changesSince(sent: ReleaseSnapshot, now: ReleaseSnapshot): DeliveryChange[] {
  const changes: DeliveryChange[] = [];
  const note = (field: string, track: number, before: unknown, after: unknown) => {
    if (JSON.stringify(before ?? '') !== JSON.stringify(after ?? '')) {
      changes.push({ field, track, before: wordsOf(before), now: wordsOf(after) });
    }
  };
  for (const field of releaseFields) note(field, 0, sent.release[field], now.release[field]);
  const before = new Map(sent.tracks.map((track, index) => [track.recordingId, { track, index }]));
  const after = new Set(now.tracks.map(({ recordingId }) => recordingId));
  for (const [index, track] of sent.tracks.entries()) {
    if (!after.has(track.recordingId))
      changes.push({ field: 'removed', track: index + 1, before: track.title, now: '' });
  }
  for (const [index, track] of now.tracks.entries()) {
    const known = before.get(track.recordingId);
    if (!known) {
      changes.push({ field: 'added', track: index + 1, before: '', now: track.title });
      continue;
    }
    if (known.index !== index) note('position', index + 1, known.index + 1, index + 1);
    for (const field of trackFields) note(field, index + 1, known.track[field], track[field]);
    note('audio', index + 1, soundOf(known.track), soundOf(track));
  }
  return changes;
}

/** The same sound is the same, however its file is called and tagged. */
function soundOf({ audio }: SnapshotTrack): string {
  return audio === null ? '' : (audio.audioHash ?? audio.fileName);
}

/** A value as one reads it. */
function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(wordsOf).join(', ');
  const { mode, codes, name, person, role } = value as Record<string, unknown>;
  if (typeof mode === 'string') return [mode, ...(codes as string[])].join(' ');
  const who = typeof name === 'string' ? name : wordsOf((person as { name?: string } | null)?.name);
  return typeof role === 'string' && role !== 'main' ? `${who} (${role})` : who;
}
