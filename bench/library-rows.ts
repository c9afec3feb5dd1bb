import type { Db } from '../main/core/db/query.ts';
import { foldText } from '../shared/fold-text.ts';

/** What a generated library is like. The same options give the same rows. */
export type LibraryRowsOptions = { count: number; seed?: number };

const genres = [
  ...['House', 'Deep House', 'Tech House', 'Progressive House', 'Techno', 'Melodic Techno', 'Trance', 'Drum & Bass'],
  ...['Jungle', 'Dubstep', 'UK Garage', 'Breaks', 'Electro', 'Ambient', 'Downtempo', 'Hip-Hop', 'R&B', 'Soul', 'Funk'],
  ...['Disco', 'Nu Disco', 'Jazz', 'Afrobeat', 'Amapiano', 'Reggae', 'Dub', 'Pop', 'Rock', 'Indie', 'Folk', 'Metal'],
];
const syllables = [
  ...['ba', 'be', 'bo', 'ca', 'co', 'da', 'de', 'do', 'el', 'en', 'fa', 'fi', 'ga', 'go', 'ha', 'in', 'ja', 'ka', 'ki'],
  ...['la', 'le', 'lo', 'ma', 'mi', 'mo', 'na', 'ne', 'no', 'or', 'pa', 'pe', 'ra', 're', 'ri', 'ro', 'sa', 'se', 'si'],
  ...['so', 'sta', 'sun', 'ta', 'te', 'ti', 'to', 'tra', 'un', 'va', 've', 'vi', 'wa', 'wo', 'ya', 'za', 'ö', 'é'],
];
const common = [
  'the',
  'of',
  'love',
  'night',
  'you',
  'me',
  'in',
  'my',
  'time',
  'light',
  'blue',
  'down',
  'house',
  'dance',
];
const versions = ['', '', '', ' (Original Mix)', ' (Extended Mix)', ' (Dub)', ' feat. Nova', ' (Remix)', ' (Live)'];
const formats = [
  { format: 'mp3', codec: 'MPEG 1 Layer 3', isLossless: 0, bitrate: 320_000, bytesPerSecond: 40_000 },
  { format: 'mp3', codec: 'MPEG 1 Layer 3', isLossless: 0, bitrate: 192_000, bytesPerSecond: 24_000 },
  { format: 'flac', codec: 'FLAC', isLossless: 1, bitrate: 940_000, bytesPerSecond: 117_500 },
  { format: 'aiff', codec: 'PCM', isLossless: 1, bitrate: 1_411_200, bytesPerSecond: 176_400 },
  { format: 'm4a', codec: 'MPEG-4/AAC', isLossless: 0, bitrate: 256_000, bytesPerSecond: 32_000 },
];

/** Numbers from 0 to 1 that depend on nothing but the seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Fills an empty, migrated library with rows as a collection has them: words that follow Zipf's law, albums by one
 * artist, one track in ten without a tempo. Goes round the indexes and builds them at the end, which is much faster.
 */
export function insertLibraryRows(db: Db, { count, seed = 1 }: LibraryRowsOptions): void {
  const known = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'track' AND sql IS NOT NULL
       AND type IN ('index', 'trigger')`,
    )
    .all() as { type: string; name: string; sql: string }[];
  db.transaction(() => {
    for (const { type, name } of known) db.exec(`DROP ${type} ${name}`);
    insertTracks(db, count, seededRandom(seed));
    db.exec(`INSERT INTO track_fts (track_fts) VALUES ('rebuild')`);
    for (const { sql } of known) db.exec(sql);
    // What a trigger would have done.
    db.exec('UPDATE track_number SET last = (SELECT max(id) FROM track)');
  })();
  db.exec('ANALYZE');
}

function insertTracks(db: Db, count: number, random: () => number): void {
  const folder = db.prepare(`INSERT INTO folder (path, added_at) VALUES ('/music', 0)`).run().lastInsertRowid;
  const words = vocabulary(random, Math.max(2000, Math.min(60_000, count / 8)));
  const artists = Array.from({ length: Math.ceil(count / 14) }, () => phrase(random, words, 1, 2));
  const labels = Array.from({ length: Math.ceil(count / 300) }, () => `${phrase(random, words, 1, 1)} Records`);
  let insert: ReturnType<Db['prepare']> | undefined;
  let album = albumOf(random, words, artists, labels, 0);
  for (let index = 0; index < count; index++) {
    if (random() < 0.1) album = albumOf(random, words, artists, labels, index);
    album.length += 1;
    const row = trackOf(random, words, album);
    const names = Object.keys(row);
    insert ??= db.prepare(
      `INSERT INTO track (folder_id, ${names.join(', ')}) VALUES (${folder}, ${names.map((name) => `@${name}`).join(', ')})`,
    );
    insert.run(row);
  }
}

function vocabulary(random: () => number, size: number): string[] {
  const made = Array.from({ length: size }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, syllables)).join(''),
  );
  return [...common, ...made.map((word) => word[0]!.toUpperCase() + word.slice(1))];
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** The words at the beginning of the list are the frequent ones. */
function phrase(random: () => number, words: readonly string[], min: number, max: number): string {
  const length = min + Math.floor(random() * (max - min + 1));
  return Array.from({ length }, () => words[Math.floor(words.length ** random()) - 1]!).join(' ');
}

type Album = {
  title: string;
  artist: string;
  genre: string;
  label: string;
  year: number | null;
  directory: string;
  length: number;
};

function albumOf(random: () => number, words: string[], artists: string[], labels: string[], index: number): Album {
  const title = random() < 0.05 ? '' : phrase(random, words, 1, 3);
  const artist = pick(random, artists);
  return {
    title,
    artist,
    // The number keeps two albums of one name apart.
    directory: `${artist}/${title || 'Singles'} ${index}`,
    genre: random() < 0.06 ? '' : pick(random, genres),
    label: random() < 0.2 ? '' : pick(random, labels),
    year: random() < 0.05 ? null : 1970 + Math.floor(random() * 56),
    length: 0,
  };
}

function trackOf(random: () => number, words: string[], album: Album): Record<string, unknown> {
  const title = phrase(random, words, 1, 4) + pick(random, versions);
  const kind = pick(random, formats);
  const seconds = 120 + Math.floor(random() * 420);
  const fileName = `${String(album.length).padStart(2, '0')} ${title}.${kind.format}`;
  const isAnalysed = random() < 0.9;
  return {
    path: `${album.directory}/${fileName}`,
    file_name: fileName,
    size_bytes: seconds * kind.bytesPerSecond,
    modified_us: (1_600_000_000 + Math.floor(random() * 1e8)) * 1_000_000,
    added_at: (1_600_000_000 + Math.floor(random() * 1.5e8)) * 1000,
    title,
    artist: album.artist,
    album: album.title,
    album_artist: album.artist,
    genre: album.genre,
    label: album.label,
    comment: random() < 0.3 ? phrase(random, words, 1, 5) : '',
    title_fold: foldText(title),
    artist_fold: foldText(album.artist),
    album_fold: foldText(album.title),
    album_artist_fold: foldText(album.artist),
    genre_fold: foldText(album.genre),
    label_fold: foldText(album.label),
    year: album.year,
    track_number: album.length,
    rating: random() < 0.7 ? 0 : 1 + Math.floor(random() * 5),
    format: kind.format,
    codec: kind.codec,
    is_lossless: kind.isLossless,
    bitrate: kind.bitrate,
    sample_rate: 44_100,
    channels: 2,
    duration_ms: seconds * 1000,
    bpm: isAnalysed ? Math.round((70 + random() * 110) * 100) / 100 : null,
    musical_key: isAnalysed ? Math.floor(random() * 24) : null,
    lufs: isAnalysed ? Math.round((-18 + random() * 12) * 10) / 10 : null,
    analysis_state: isAnalysed ? 'done' : 'waiting',
    ...(isAnalysed ? heard(random) : unheard),
  };
}

const unheard = {
  ...{ energy: null, danceability: null, arousal: null, valence: null, voice: null, mood: '', mood_confidence: null },
  ...{ quality_score: null, quality_verdict: null, review: 0 },
};

/** What analysis finds beside tempo, key and loudness; one track in twenty waits in Review. */
function heard(random: () => number): Record<keyof typeof unheard, unknown> {
  const percent = () => Math.floor(random() * 101);
  return {
    ...{ energy: percent(), danceability: percent(), arousal: percent(), voice: percent() },
    valence: Math.floor(random() * 3) - 1,
    mood: pick(random, ['happy party', 'sad relaxed', 'electronic party', 'aggressive', 'acoustic relaxed sad']),
    mood_confidence: random(),
    quality_score: 60 + Math.floor(random() * 41),
    quality_verdict: random() < 0.03 ? 'transcode' : 'lossy',
    review: random() < 0.05 ? 1 + Math.floor(random() * 15) : 0,
  };
}
