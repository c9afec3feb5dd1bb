import { formatKey } from '#shared/music-key.ts';
import { countChildren, keyOfPath } from '../count-children.ts';
import type { ExportSource, WriteOptions } from '../foreign-format.ts';
import type { ForeignCue, ForeignTrack } from '../foreign-library.ts';
import { dayOf, partsOfColour } from '../foreign-values.ts';
import { shiftTimes } from '../shift-times.ts';
import { xmlAttributes } from '../xml-writer.ts';
import { toLocation } from './location.ts';

const cueTypes: Readonly<Record<ForeignCue['kind'], number>> = { cue: 0, fadeIn: 1, fadeOut: 2, load: 3, loop: 4 };

const kinds: Readonly<Record<string, string>> = {
  mp3: 'MP3 File',
  wav: 'WAV File',
  wave: 'WAV File',
  aif: 'AIFF File',
  aiff: 'AIFF File',
  flac: 'FLAC File',
  m4a: 'M4A File',
  mp4: 'M4A File',
  aac: 'AAC File',
  ogg: 'OGG File',
};

/** The XML that rekordbox imports: each attribute as its own export has it, in the same order. */
export function* writeRekordbox(source: ExportSource, { version, mp3ShiftMs }: WriteOptions): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<DJ_PLAYLISTS Version="1.0.0">\n';
  yield `  <PRODUCT${xmlAttributes({ Name: 'Ledgerline', Version: version, Company: 'Ledgerline' })}/>\n`;
  yield `  <COLLECTION Entries="${source.trackCount}">\n`;
  for (const track of source.tracks()) yield writeTrack(shiftTimes(track, mp3ShiftMs));
  yield '  </COLLECTION>\n  <PLAYLISTS>\n';
  yield* writePlaylists(source);
  yield '  </PLAYLISTS>\n</DJ_PLAYLISTS>\n';
}

function writeTrack(track: ForeignTrack): string {
  const marks = [...track.grid.map(writeTempo), ...track.cues.flatMap(writeMarks)];
  const head = `    <TRACK${xmlAttributes(trackAttributes(track))}`;
  return marks.length === 0 ? `${head}/>\n` : `${head}>\n${marks.join('')}    </TRACK>\n`;
}

function trackAttributes(track: ForeignTrack) {
  return {
    TrackID: track.key,
    Name: track.title,
    Artist: track.artist,
    Composer: track.composer,
    Album: track.album,
    Grouping: track.grouping,
    Genre: track.genre,
    Kind: kinds[/\.([^./]+)$/.exec(track.path)?.[1]?.toLowerCase() ?? ''] ?? 'Unknown Format',
    Size: track.sizeBytes ?? 0,
    TotalTime: Math.round((track.durationMs ?? 0) / 1000),
    DiscNumber: track.discNumber ?? 0,
    TrackNumber: track.trackNumber ?? 0,
    Year: track.year ?? 0,
    // A track that was never analysed may have a grid from elsewhere.
    AverageBpm: (track.bpm ?? track.grid[0]?.bpm ?? 0).toFixed(2),
    DateAdded: day(track.addedAt),
    BitRate: Math.round((track.bitrate ?? 0) / 1000),
    SampleRate: track.sampleRate ?? 0,
    Comments: track.comment,
    PlayCount: track.playCount ?? 0,
    LastPlayed: track.lastPlayedAt === null ? undefined : day(track.lastPlayedAt),
    Rating: 51 * (track.rating ?? 0),
    Location: toLocation(track.path),
    Remixer: track.remixer,
    Tonality: track.musicalKey === null ? '' : formatKey(track.musicalKey, 'classical'),
    Label: track.label,
    Mix: track.mixName,
    Colour: track.colour === '' ? undefined : `0x${track.colour.slice(1).toUpperCase()}`,
  };
}

/** Without the zeros rekordbox takes a day for another one, or keeps none at all. */
function day(at: number | null): string {
  const date = dayOf(at);
  if (!date) return '';
  return `${date.year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
}

function writeTempo({ startMs, bpm, beat }: ForeignTrack['grid'][number]): string {
  return `      <TEMPO${xmlAttributes({ Inizio: seconds(startMs), Bpm: bpm.toFixed(2), Metro: '4/4', Battito: beat })}/>\n`;
}

/** A hot cue is a memory cue too: players jump between those. */
function writeMarks(cue: ForeignCue): string[] {
  const memory = writeMark(cue, { Num: -1 });
  if (cue.slot === null) return [memory];
  const [Red, Green, Blue] = partsOfColour(cue.colour) ?? [];
  return [writeMark(cue, { Num: cue.slot, Red, Green, Blue }), memory];
}

function writeMark(cue: ForeignCue, rest: Readonly<Record<string, number | undefined>>): string {
  const { name: Name, kind, startMs, endMs } = cue;
  const End = endMs === null ? undefined : seconds(endMs);
  return `      <POSITION_MARK${xmlAttributes({ Name, Type: cueTypes[kind], Start: seconds(startMs), End, ...rest })}/>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function* writePlaylists(source: ExportSource): Generator<string> {
  const children = countChildren(source);
  yield `    <NODE Type="0" Name="ROOT" Count="${children.get(keyOfPath([])) ?? 0}">\n`;
  let open = 1;
  for (const playlist of source.playlists()) {
    for (; open > playlist.path.length; open -= 1) yield `${'  '.repeat(open + 1)}</NODE>\n`;
    const indent = '  '.repeat(open + 2);
    const Name = playlist.path.at(-1) ?? '';
    if (playlist.kind === 'folder') {
      const Count = children.get(keyOfPath(playlist.path)) ?? 0;
      yield `${indent}<NODE${xmlAttributes({ Name, Type: 0, Count })}>\n`;
      open += 1;
    } else {
      // Without KeyType, rekordbox 7 shows an empty list.
      yield `${indent}<NODE${xmlAttributes({ Name, Type: 1, KeyType: 0, Entries: playlist.keys.length })}>\n`;
      for (const key of playlist.keys) yield `${indent}  <TRACK${xmlAttributes({ Key: key })}/>\n`;
      yield `${indent}</NODE>\n`;
    }
  }
  for (; open > 0; open -= 1) yield `${'  '.repeat(open + 1)}</NODE>\n`;
}
