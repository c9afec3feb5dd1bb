import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';

/** A row for tests; name what matters. */
export function trackRow(change: Partial<Omit<TrackRow, 'id'>> & { id: number }): TrackRow {
  return {
    title: `Track ${change.id}`,
    artist: 'Ada Quill',
    album: '',
    genre: 'House',
    label: '',
    year: null,
    bpm: 124,
    bpmConfidence: 0.95,
    key: 14,
    keyConfidence: 0.9,
    lufs: -9,
    durationMs: 360_000,
    rating: 0,
    format: 'flac',
    codec: 'FLAC',
    isLossless: true,
    bitrate: 900_000,
    sizeBytes: 40_000_000,
    addedAt: 0,
    fileName: `${change.id}.flac`,
    artworkHash: null,
    analysisState: 'done',
    problemCode: null,
    isMissing: false,
    isOffline: false,
    waveform: null,
    ...change,
    id: change.id as TrackId,
  };
}
