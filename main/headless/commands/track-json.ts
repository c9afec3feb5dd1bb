import { sep } from 'node:path';
import type { AnalysedFile } from '#core/analyser.ts';
import type { TrackFacts } from '#core/read-only-core.ts';
import { formatKey, type MusicKey } from '#shared/music-key.ts';

/** A key as the command line writes it: `Ab minor`, `F major`. */
export function keyText(key: MusicKey): string {
  const short = formatKey(key, 'classical');
  return short.endsWith('m') ? `${short.slice(0, -1)} minor` : `${short} major`;
}

/** What `analyze --json` says of a file. Scripts rely on these names. */
export function analysedFileJson(path: string, { sound, analysis }: AnalysedFile) {
  return {
    path,
    durationMs: Math.round(analysis.durationMs),
    bpm: rounded(analysis.bpm, 3),
    bpmConfidence: rounded(analysis.bpmConfidence, 3),
    ...keyFields(analysis.key, analysis.keyConfidence),
    lufs: rounded(analysis.lufs, 2),
    truePeakDb: rounded(analysis.truePeakDb, 2),
    loudnessRange: rounded(analysis.loudnessRange, 2),
    format: sound.format,
    codec: sound.codec || analysis.codec,
    sampleRate: analysis.sampleRate,
    channels: analysis.channels,
    bitrate: sound.bitrate,
    beats: analysis.beats.length,
    analysisMs: Math.round(analysis.analysisMs),
  };
}

/** What `search --json` says of a track: the same names, and what the library knows beside them. */
export function trackJson(track: TrackFacts) {
  return {
    id: track.id,
    path: absolutePathOf(track),
    title: track.title,
    artist: track.artist,
    album: track.album,
    albumArtist: track.albumArtist,
    genre: track.genre,
    label: track.label,
    year: track.year,
    rating: track.rating,
    durationMs: track.durationMs,
    bpm: rounded(track.bpm, 3),
    bpmConfidence: rounded(track.bpmConfidence, 3),
    ...keyFields(track.key, track.keyConfidence),
    lufs: rounded(track.lufs, 2),
    truePeakDb: rounded(track.truePeakDb, 2),
    loudnessRange: rounded(track.loudnessRange, 2),
    format: track.format,
    codec: track.codec,
    sampleRate: track.sampleRate,
    channels: track.channels,
    bitrate: track.bitrate,
    beats: track.beatCount,
    analysisState: track.analysisState,
    problem: track.problemCode,
    isMissing: track.isMissing || track.isOffline,
  };
}

function absolutePathOf({ folderPath, path }: TrackFacts): string {
  const folder = folderPath.endsWith(sep) ? folderPath : `${folderPath}${sep}`;
  return folder + path.split('/').join(sep);
}

function keyFields(key: MusicKey | null, confidence: number | null) {
  return {
    key: key === null ? null : keyText(key),
    keyConfidence: rounded(confidence, 3),
    camelot: key === null ? null : formatKey(key, 'camelot'),
    openKey: key === null ? null : formatKey(key, 'openKey'),
  };
}

function rounded(value: number | null, digits: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
