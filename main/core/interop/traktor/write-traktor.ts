import { createHash } from 'node:crypto';
import { formatKey, keyMode, pitchOfKey } from '#shared/music-key.ts';
import { countChildren, keyOfPath } from '../count-children.ts';
import type { ExportSource, WriteOptions } from '../foreign-format.ts';
import type { ForeignCue, ForeignTrack } from '../foreign-library.ts';
import { dayOf } from '../foreign-values.ts';
import { shiftTimes } from '../shift-times.ts';
import { xmlAttributes } from '../xml-writer.ts';
import { toPlace, toPrimaryKey } from './location.ts';

const cueTypes: Readonly<Record<ForeignCue['kind'], number>> = { cue: 0, fadeIn: 1, fadeOut: 2, load: 3, loop: 5 };
const gridType = 4;

/**
 * A collection with its playlists, as Traktor writes it and imports it. MODIFIED_DATE is left out, so that Traktor never
 * takes an entry for newer than its own.
 */
export function* writeTraktor(source: ExportSource, options: WriteOptions): Generator<string> {
  const version = options.nmlVersion ?? 19;
  const program = version === 20 ? 'Traktor Pro 4' : 'Traktor';
  yield `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<NML VERSION="${version}">`;
  yield `<HEAD COMPANY="www.native-instruments.com" PROGRAM="${program}"></HEAD>\n<MUSICFOLDERS></MUSICFOLDERS>\n`;
  yield `<COLLECTION ENTRIES="${source.trackCount}">\n`;
  for (const track of source.tracks()) yield writeTrack(shiftTimes(track, options.mp3ShiftMs), options, version);
  yield '</COLLECTION>\n<SETS ENTRIES="0"></SETS>\n<PLAYLISTS>';
  yield* writePlaylists(source, options.bootVolume);
  yield '</PLAYLISTS>\n<INDEXING></INDEXING>\n</NML>\n';
}

function element(name: string, attributes: Parameters<typeof xmlAttributes>[0], content = ''): string {
  return `<${name}${xmlAttributes(attributes)}>${content}</${name}>\n`;
}

function writeTrack(track: ForeignTrack, { bootVolume }: WriteOptions, version: 19 | 20): string {
  const { volume: VOLUME, dir: DIR, file: FILE } = toPlace(track.path, bootVolume);
  const grid = fromDownbeat(version === 20 ? track.grid : track.grid.slice(0, 1));
  const bpm = grid[0]?.bpm ?? track.bpm;
  // LOCK keeps Traktor from finding a grid of its own.
  const head = xmlAttributes({ LOCK: grid.length > 0 ? 1 : undefined, TITLE: track.title, ARTIST: track.artist });
  return [
    `<ENTRY${head}>`,
    element('LOCATION', { DIR, FILE, VOLUME, VOLUMEID: VOLUME }),
    track.album === '' && track.trackNumber === null
      ? ''
      : element('ALBUM', { TRACK: track.trackNumber ?? undefined, TITLE: track.album }),
    element('MODIFICATION_INFO', { AUTHOR_TYPE: 'user' }),
    element('INFO', info(track)),
    bpm === null ? '' : element('TEMPO', { BPM: bpm.toFixed(6), BPM_QUALITY: '100.000000' }),
    track.musicalKey === null ? '' : element('MUSICAL_KEY', { VALUE: keyNumber(track.musicalKey) }),
    ...grid.map((tempo, index) => writeMarker(tempo, index, version)),
    ...track.cues.map(writeCue),
    '</ENTRY>\n',
  ].join('');
}

function info(track: ForeignTrack) {
  const some = (text: string) => (text === '' ? undefined : text);
  const { durationMs, sizeBytes, rating, musicalKey, year } = track;
  return {
    BITRATE: track.bitrate ?? undefined,
    GENRE: some(track.genre),
    LABEL: some(track.label),
    COMMENT: some(track.comment),
    REMIXER: some(track.remixer),
    MIX: some(track.mixName),
    KEY: musicalKey === null ? undefined : formatKey(musicalKey, 'openKey'),
    PLAYCOUNT: track.playCount || undefined,
    PLAYTIME: durationMs === null ? undefined : Math.ceil(durationMs / 1000),
    PLAYTIME_FLOAT: durationMs === null ? undefined : (durationMs / 1000).toFixed(6),
    RANKING: rating ? 51 * rating : undefined,
    IMPORT_DATE: day(track.addedAt),
    LAST_PLAYED: day(track.lastPlayedAt),
    RELEASE_DATE: year === null ? undefined : `${year}/1/1`,
    FILESIZE: sizeBytes === null ? undefined : Math.ceil(sizeBytes / 1024),
  };
}

/** Without zeros in front, as Traktor has it. */
function day(at: number | null): string | undefined {
  const date = dayOf(at);
  return date ? `${date.year}/${date.month}/${date.day}` : undefined;
}

function keyNumber(key: number): number {
  return pitchOfKey(key) + (keyMode(key) === 'major' ? 0 : 12);
}

/** Traktor takes a marker for the first beat of a bar: the first one is moved to one. */
function fromDownbeat(grid: ForeignTrack['grid']): ForeignTrack['grid'] {
  const [first, ...others] = grid;
  if (!first || first.beat === 1) return grid;
  const periodMs = 60_000 / first.bpm;
  const before = first.startMs - (first.beat - 1) * periodMs;
  return [{ ...first, beat: 1, startMs: before >= 0 ? before : before + 4 * periodMs }, ...others];
}

function writeMarker({ startMs, bpm }: ForeignTrack['grid'][number], index: number, version: 19 | 20): string {
  const content = version === 20 ? element('GRID', { BPM: bpm.toFixed(6) }) : '';
  return writePoint({ name: 'AutoGrid', order: index, type: gridType, startMs, lengthMs: 0, slot: -1 }, content);
}

function writeCue(cue: ForeignCue): string {
  return writePoint({
    name: cue.name || 'n.n.',
    order: 0,
    type: cueTypes[cue.kind],
    startMs: cue.startMs,
    lengthMs: cue.endMs === null ? 0 : cue.endMs - cue.startMs,
    slot: cue.slot ?? -1,
    colour: cue.colour === '' ? undefined : cue.colour.toUpperCase(),
  });
}

type Point = {
  name: string;
  order: number;
  type: number;
  startMs: number;
  lengthMs: number;
  slot: number;
  colour?: string | undefined;
};

function writePoint({ name, order, type, startMs, lengthMs, slot, colour }: Point, content = ''): string {
  const attributes = {
    ...{ NAME: name, DISPL_ORDER: order, TYPE: type, START: startMs.toFixed(6), LEN: lengthMs.toFixed(6) },
    ...{ REPEATS: -1, HOTCUE: slot, COLOR: colour },
  };
  return element('CUE_V2', attributes, content);
}

function* writePlaylists(source: ExportSource, bootVolume: string): Generator<string> {
  const children = countChildren(source);
  yield `${openFolder('$ROOT', children.get(keyOfPath([])) ?? 0)}`;
  let open = 0;
  for (const playlist of source.playlists()) {
    for (; open >= playlist.path.length; open -= 1) yield closeFolder;
    const name = playlist.path.at(-1) ?? '';
    if (playlist.kind === 'folder') {
      yield openFolder(name, children.get(keyOfPath(playlist.path)) ?? 0);
      open += 1;
      continue;
    }
    const { path, keys } = playlist;
    const UUID = createHash('md5').update(keyOfPath(path)).digest('hex');
    yield `<NODE${xmlAttributes({ TYPE: 'PLAYLIST', NAME: name })}>`;
    yield `<PLAYLIST${xmlAttributes({ ENTRIES: keys.length, TYPE: 'LIST', UUID })}>\n`;
    for (const key of keys) {
      const KEY = toPrimaryKey(toPlace(source.pathOf(key), bootVolume));
      yield `<ENTRY>${element('PRIMARYKEY', { TYPE: 'TRACK', KEY }).trimEnd()}</ENTRY>\n`;
    }
    yield '</PLAYLIST></NODE>\n';
  }
  for (; open >= 0; open -= 1) yield closeFolder;
}

const closeFolder = '</SUBNODES></NODE>\n';

function openFolder(name: string, count: number): string {
  return `<NODE${xmlAttributes({ TYPE: 'FOLDER', NAME: name })}><SUBNODES COUNT="${count}">\n`;
}
