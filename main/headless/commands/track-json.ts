import { sep } from 'node:path';
import type { AnalysedFile } from '#core/analyser.ts';
import type { TrackFacts } from '#core/read-only-core.ts';
import { formatKey, type MusicKey } from '#shared/music-key.ts';

type KeySegment = AnalysedFile['analysis']['findings']['key']['segments'][number];

/** A key as the command line writes it: `Ab minor`, `F major`. */
export function keyText(key: MusicKey): string {
  const short = formatKey(key, 'classical');
  return short.endsWith('m') ? `${short.slice(0, -1)} minor` : `${short} major`;
}

/** What `analyze --json` says of a file. Scripts rely on these names; what is nested is described in shared/findings.ts. */
export function analysedFileJson(path: string, { sound, analysis, fingerprint }: AnalysedFile) {
  const { tempo, key, loudness, quality, character, segments } = analysis.findings;
  return {
    path,
    durationMs: Math.round(analysis.durationMs),
    bpm: rounded(tempo.bpm, 3),
    bpmConfidence: rounded(tempo.confidence, 3),
    ...keyFields(key.key, key.confidence),
    lufs: rounded(loudness.lufs, 2),
    truePeakDb: rounded(loudness.truePeakDb, 2),
    loudnessRange: rounded(loudness.rangeLu, 2),
    replayGainDb: rounded(loudness.replayGainDb, 2),
    replayGainPeak: rounded(loudness.replayGainPeak, 6),
    energy: rounded(character?.energy ?? null, 3),
    danceability: rounded(character?.danceability ?? null, 3),
    arousal: rounded(character?.arousal ?? null, 3),
    valence: character?.valence ?? null,
    voice: rounded(character?.voice ?? null, 3),
    qualityScore: quality?.score ?? null,
    qualityVerdict: quality?.verdict ?? null,
    format: sound.format,
    codec: sound.codec || analysis.codec,
    sampleRate: analysis.sampleRate,
    channels: analysis.channels,
    bitrate: sound.bitrate,
    truncated: analysis.truncated,
    beats: analysis.beats.length,
    beatTimesMs: Array.from(analysis.beats, (seconds) => Math.round(seconds * 10_000) / 10),
    tempo: roundedWithin(tempo),
    keyDetails: { ...roundedWithin(key), segments: key.segments.map(keySegmentJson) },
    quality: quality && roundedWithin(quality),
    character: character && roundedWithin(character),
    segments: roundedWithin(segments),
    fingerprint,
    similarity: analysis.similarity && Buffer.from(analysis.similarity).toString('base64'),
    algorithms: analysis.versions,
    analysisMs: Math.round(analysis.analysisMs),
  };
}

function keySegmentJson({ startMs, endMs, key, confidence }: KeySegment) {
  return { startMs: Math.round(startMs), endMs: Math.round(endMs), ...keyFields(key, confidence) };
}

/** The same value with all of its numbers rounded: nobody reads the fourteenth digit. */
function roundedWithin<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'number' ? rounded(part, 4) : part)));
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
