import type { ExportSource } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignPart, type ForeignPlaylist, type ForeignTrack } from '../foreign-library.ts';

/** A source over what is in memory. */
export function sourceOf(tracks: readonly ForeignTrack[], playlists: readonly ForeignPlaylist[] = []): ExportSource {
  return {
    name: 'Library',
    trackCount: tracks.length,
    tracks: () => tracks,
    playlistCount: playlists.length,
    playlists: () => playlists,
    pathOf: (key) => tracks.find((track) => track.key === key)?.path ?? '',
  };
}

export const testOptions = { version: '1.0.0', mp3ShiftMs: 0, bootVolume: 'Macintosh HD' };

/** Two tracks with all there is, one with nothing, and a tree of playlists. */
export function exampleSource(): ExportSource {
  const first: ForeignTrack = {
    ...emptyForeignTrack('1'),
    path: '/Users/dj/Music/A & B - Söng (Original Mix) [Label].mp3',
    title: 'Söng "One" <live>',
    artist: 'A & B',
    album: 'Album',
    genre: 'Techno',
    label: 'X',
    comment: 'line 1\nline 2',
    grouping: 'warm-up',
    composer: 'C',
    remixer: 'R',
    mixName: 'Original Mix',
    year: 2024,
    trackNumber: 3,
    discNumber: 1,
    durationMs: 412_345,
    sizeBytes: 10_000_000,
    bitrate: 320_000,
    sampleRate: 44_100,
    bpm: 124,
    musicalKey: 14,
    rating: 4,
    playCount: 3,
    lastPlayedAt: new Date(2026, 8, 9, 23).getTime(),
    addedAt: new Date(2026, 8, 1, 12).getTime(),
    grid: [
      { startMs: 232, bpm: 124, beat: 1 },
      { startMs: 100_232, bpm: 125.5, beat: 3 },
    ],
    cues: [
      { kind: 'cue', slot: 0, startMs: 64_500, endMs: null, name: 'Drop', colour: '#28e214' },
      { kind: 'cue', slot: null, startMs: 232, endMs: null, name: '', colour: '' },
      { kind: 'loop', slot: 5, startMs: 148_804, endMs: 157_059, name: 'Loop', colour: '#ff8c00' },
    ],
  };
  const second: ForeignTrack = {
    ...emptyForeignTrack('22'),
    path: 'C:/Music/Ｆull %20 #1.flac',
    title: 'Two',
    musicalKey: 11,
    rating: 0,
    durationMs: 1000,
  };
  const third = { ...emptyForeignTrack('300'), path: '/Volumes/USB 2/e\u0301t\u00e9.wav' };
  const list = (path: string[], keys: string[]): ForeignPlaylist => ({ path, kind: 'list', keys, rules: '' });
  const folder = (path: string[]): ForeignPlaylist => ({ path, kind: 'folder', keys: [], rules: '' });
  return sourceOf(
    [first, second, third],
    [
      folder(['Sets']),
      folder(['Sets', 'Empty']),
      folder(['Sets', '2026']),
      list(['Sets', '2026', 'Friday & "Co"'], ['1', '300', '1']),
      list(['Sets', 'Loose'], []),
      list(['All'], ['1', '22', '300']),
    ],
  );
}

export async function collect(parts: AsyncIterable<ForeignPart>): Promise<ForeignPart[]> {
  const all: ForeignPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

export function tracksOf(parts: readonly ForeignPart[]): ForeignTrack[] {
  return parts.flatMap((part) => (part.part === 'track' ? [part.track] : []));
}

export function playlistsOf(parts: readonly ForeignPart[]): ForeignPlaylist[] {
  return parts.flatMap((part) => (part.part === 'playlist' ? [part.playlist] : []));
}

export function notesOf(parts: readonly ForeignPart[]): string[] {
  return parts.flatMap((part) => (part.part === 'note' ? [`${part.note.code}: ${part.note.subject}`] : []));
}

/** A reading of XML that shares nothing with ours: names and attributes of all tags in order, by patterns alone. */
export function scanXml(text: string): { name: string; depth: number; attributes: Record<string, string> }[] {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  const decode = (value: string) =>
    value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
      name ? (entities[name] as string) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    );
  const tags = [];
  let depth = 0;
  for (const [, closing, name = '', body = '', ending] of text.matchAll(
    /<(\/?)([A-Z][A-Z0-9_]*)((?:\s+\w+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing) {
      depth -= 1;
      continue;
    }
    const attributes = [...body.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decode(value)]);
    tags.push({ name, depth, attributes: Object.fromEntries(attributes) });
    if (!ending) depth += 1;
  }
  if (depth !== 0) throw new Error('Tags do not match');
  return tags;
}
