import { AppError } from '#shared/errors.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignPart, type ForeignTrack } from '../foreign-library.ts';
import { pathOfFileUrl } from '../foreign-path.ts';
import { numberBetween } from '../number-between.ts';
import { note } from '../playlist-files/list-reader.ts';
import { readXml } from '../xml-reader.ts';
import { type PlistDict, PlistHandler, type PlistValue } from './plist.ts';

/** `Library.xml` of iTunes and of Apple Music, as they export it. */
export const itunesFormat: ForeignFormat = {
  id: 'itunes',
  extensions: ['.xml'],
  detects: ({ text }) => /<plist\b/.test(text),
  read: readItunes,
  holds: 'library',
};

type Part = { track: ForeignTrack } | { list: ItunesList };
type ItunesList = {
  id: string;
  parent: string;
  name: string;
  kind: 'folder' | 'list' | 'smart';
  isHidden: boolean;
  keys: string[];
};

const mostLists = 100_000;

export async function* readItunes(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const lists: ItunesList[] = [];
  const known = new Map<string, string>();
  let hasTracks = false;
  const createHandler = (emit: (part: Part) => void) =>
    new PlistHandler((keys, value) => {
      if (keys.length === 1 && (keys[0] === 'Tracks' || keys[0] === 'Playlists')) hasTracks = true;
      const isDict = typeof value === 'object' && !Array.isArray(value);
      if (keys.length !== 2 || !isDict) return false;
      if (keys[0] === 'Tracks') emit({ track: readTrack(keys[1] ?? '', value) });
      else if (keys[0] === 'Playlists') emit({ list: readList(value) });
      return true;
    });
  for await (const part of readXml<Part>(file, createHandler, { signal })) {
    if ('track' in part) {
      known.set(part.track.key, part.track.key);
      yield { part: 'track', track: part.track };
    } else if (lists.length >= mostLists) throw new AppError('IMPORT_TOO_LARGE', 'The library has too many playlists.');
    else lists.push(withSharedKeys(part.list, known));
  }
  if (!hasTracks) throw new AppError('IMPORT_INVALID', 'This property list is no music library.');
  yield* listParts(lists, known);
}

/** Keys are the same strings as those of the tracks: a list of all tracks then costs eight bytes each. */
function withSharedKeys(list: ItunesList, known: ReadonlyMap<string, string>): ItunesList {
  return { ...list, keys: list.keys.map((key) => known.get(key) ?? key) };
}

const text = (value: PlistValue | undefined) => (typeof value === 'string' ? value.trim() : '');
const integer = (value: PlistValue | undefined, least: number, most: number) => {
  const number = numberBetween(value, least, most);
  return number === null ? null : Math.round(number);
};

function readTrack(id: string, facts: PlistDict): ForeignTrack {
  const location = text(facts.Location);
  const rating = integer(facts.Rating, 0, 100);
  const kilobits = integer(facts['Bit Rate'], 1, 100_000);
  return {
    ...emptyForeignTrack(id),
    path: /^file:/i.test(location) ? pathOfFileUrl(location) : '',
    title: text(facts.Name),
    artist: text(facts.Artist),
    album: text(facts.Album),
    albumArtist: text(facts['Album Artist']),
    genre: text(facts.Genre),
    comment: text(facts.Comments),
    grouping: text(facts.Grouping),
    composer: text(facts.Composer),
    year: integer(facts.Year, 1, 9999),
    trackNumber: integer(facts['Track Number'], 1, 9999),
    discNumber: integer(facts['Disc Number'], 1, 999),
    durationMs: integer(facts['Total Time'], 1, 1e10),
    sizeBytes: integer(facts.Size, 1, Number.MAX_SAFE_INTEGER),
    bitrate: kilobits === null ? null : kilobits * 1000,
    sampleRate: integer(facts['Sample Rate'], 1, 10_000_000),
    bpm: numberBetween(facts.BPM, 1, 999),
    // What iTunes worked out from the album is nobody's opinion.
    rating: rating === null || facts['Rating Computed'] === true ? null : Math.round(rating / 20),
    playCount: integer(facts['Play Count'], 0, 1e9),
    lastPlayedAt: numberBetween(facts['Play Date UTC'], 0, 1e14),
    addedAt: numberBetween(facts['Date Added'], 0, 1e14),
  };
}

function readList(facts: PlistDict): ItunesList {
  const items = Array.isArray(facts['Playlist Items']) ? facts['Playlist Items'] : [];
  const isSmart = 'Smart Info' in facts || 'Smart Criteria' in facts;
  return {
    id: text(facts['Playlist Persistent ID']),
    parent: text(facts['Parent Persistent ID']),
    name: text(facts.Name),
    kind: facts.Folder === true ? 'folder' : isSmart ? 'smart' : 'list',
    isHidden: facts.Master === true || 'Distinguished Kind' in facts || facts.Visible === false,
    keys: items.flatMap((item) => {
      const id = typeof item === 'object' && !Array.isArray(item) ? item['Track ID'] : undefined;
      return typeof id === 'number' && Number.isSafeInteger(id) ? [String(id)] : [];
    }),
  };
}

/** Lists in the order of the file, each folder before what it holds; one whose folder is not there stands at the top. */
function* listParts(lists: readonly ItunesList[], known: ReadonlyMap<string, string>): Generator<ForeignPart> {
  const shown = lists.filter(({ isHidden }) => !isHidden);
  for (const { name } of lists.filter(({ isHidden }) => isHidden)) yield note('skippedInternalList', name);
  const folders = new Map(shown.filter(({ kind }) => kind === 'folder').map((folder) => [folder.id, folder]));
  const pathOf = (list: ItunesList, seen: readonly ItunesList[] = []): string[] => {
    const parent = list.parent === '' ? undefined : folders.get(list.parent);
    const name = list.name || list.id;
    // A folder within itself would have no end.
    return !parent || parent === list || seen.includes(parent) ? [name] : [...pathOf(parent, [...seen, list]), name];
  };
  const withPaths = shown.map((list) => ({ list, path: pathOf(list) }));
  const inOrder = [
    ...withPaths.filter(({ list }) => list.kind === 'folder').sort((one, other) => one.path.length - other.path.length),
    ...withPaths.filter(({ list }) => list.kind !== 'folder'),
  ];
  for (const { list, path } of inOrder) {
    const keys = list.kind === 'folder' ? [] : list.keys.filter((key) => known.has(key));
    // What a smart list held when it was written is worth more than nothing: its rules are in a form nobody describes.
    if (list.kind === 'smart') yield note('skippedSmartList', path.join('/'));
    yield {
      part: 'playlist',
      playlist: { path, kind: list.kind === 'folder' ? 'folder' : 'list', keys, rules: '' },
    };
    if (list.kind === 'folder') continue;
    for (const key of list.keys) if (!known.has(key)) yield note('unknownEntry', `${path.join('/')}: ${key}`);
  }
}
