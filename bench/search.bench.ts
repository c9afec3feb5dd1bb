import { OwnWorkSince } from '#core/library/scan/own-work.ts';
import { applyAnalysis } from '../main/core/analysis/analysis.repository.ts';
import { openLibrary } from '../main/core/db/open-library.ts';
import type { Db } from '../main/core/db/query.ts';
import type { TrackTable } from '../main/core/db/schema.ts';
import { Committer, type Finding } from '../main/core/library/scan/4-commit.ts';
import { SearchReader } from '../main/core/library/search/search-reader.ts';
import { type FindingsChange, putAnalysis } from '../main/core/testing/analysed-tracks.ts';
import type { Input } from '../shared/contract/index.ts';
import { insertLibraryRows, seededRandom } from './library-rows.ts';
import { benchFolder, openCore, quantile, report, round } from './measure.ts';

type View = Input<'tracks.openView'>;
const byTitle: View['sort'] = [{ field: 'title', direction: 'ascending' }];
const byAdded: View['sort'] = [{ field: 'added', direction: 'descending' }];

/** Words as people type them, letter by letter, and the terms they add. */
function queries(): View[] {
  const typed = ['deep house', 'marrow coast', 'love', 'night', 'remix', 'sola', 'the', 'feat nova'];
  const terms = [
    ...['bpm:120..128', 'key:8A', 'genre:house', '-genre:house', 'bpm:>=140 key:9A', 'artist:ma', 'love | night'],
    ...[
      'year:2015..2020',
      'rating:>=4',
      'genre:house,techno bpm:120..126',
      '~key:8A bpm:122..126',
      'remix -genre:trance',
    ],
    ...['format:flac length:>5m', 'album:night', '~bpm:124', 'has:key love'],
  ];
  const texts = [...typed.flatMap((text) => [...text].map((_, index) => text.slice(0, index + 1))), ...terms, ''];
  return texts.flatMap((text) => [byTitle, byAdded].map((sort) => ({ slot: 'bench', text, sort })));
}

/** The queries again and again, while nothing else happens. */
async function measureAtRest(count: number): Promise<void> {
  const folder = benchFolder('search');
  try {
    const library = openLibrary(folder.path);
    insertLibraryRows(library.db, { count });
    library.close();
    const { core, call } = await openCore(folder.path);
    const search: number[] = [];
    const rows: number[] = [];
    // The first round fills caches, as the first keys of a session do.
    for (const query of queries()) await call('tracks.openView', query);
    for (let round = 0; round < 3; round++) {
      for (const query of queries()) {
        const startedAt = performance.now();
        const { view } = await call('tracks.openView', query);
        const foundAt = performance.now();
        await call('tracks.viewRows', { view, start: 0, count: 40 });
        search.push(foundAt - startedAt);
        rows.push(performance.now() - startedAt);
      }
    }
    const name = `${count.toLocaleString('en')} tracks`;
    report(`${name}: query to ids, p50 / p95`, spread(search), 'p95 ≤ 16 ms');
    report(`${name}: query to first 40 rows, p50 / p95`, spread(rows));
    report(`${name}: memory of the process`, `${round(process.memoryUsage().rss / 1024 ** 2, 0)} MB`);
    await core.close();
  } finally {
    folder.remove();
  }
}

/** Everything a query can ask, by what it costs: columns, words, texts, expressions, playlists, flags, nested groups. */
const terms = [
  ...[
    'bpm:120..126',
    '~bpm:124',
    '~key:8A',
    'key:8A,8B,9A',
    'rating:>=4',
    'added:-2w..',
    'length:5:00..6:00',
    'energy:7',
  ],
  ...[
    'deep house',
    'artist:=nova',
    'artist::^ma.*o$',
    'label:records',
    'genre:""',
    'year:""',
    'comment:""',
    'folder:music',
  ],
  ...['playlist:big', 'playlist:""', 'crate:*', 'playlist:smart', 'has:cues', 'has:grid', 'is:locked', 'is:new'],
  ...['is:lossless', 'mood:happy', 'quality:suspect', 'voice:>50', 'drive:system', 'is:offline', 'is:duplicate'],
  ...['(genre:house | genre:disco) (year:1990..1999 | year:2010..)', '-genre:house -genre:techno bpm:>120'],
  ...['love | night -bpm:..120 genre:house', 'bpm:120..126 ~key:8A -genre:house -playlist:big added- bpm+'],
];
/** What no column in memory answers: asked for the first time it walks through the table. */
const slowTerms = ['title::^the', 'file:live', 'comment:x'];

/** Each term for the first time, and its count, once the reader has read what it reads while nothing is asked. */
async function measureTerms(count: number): Promise<void> {
  const folder = benchFolder('search');
  const library = openLibrary(folder.path);
  try {
    insertLibraryRows(library.db, { count });
    insertPlaylists(library.db, count);
    const reader = new SearchReader({
      workerUrl: new URL('../main/workers/reader.worker.ts', import.meta.url),
      file: library.file,
    });
    const name = `${count.toLocaleString('en')} tracks`;
    await reader.openView({ slot: 'bench', text: '', sort: byTitle });
    await new Promise((resolve) => setTimeout(resolve, 15_000 + count / 20));
    const measure = async (texts: readonly string[], what: string, budget: string) => {
      const pages: number[] = [];
      const counts: number[] = [];
      for (const text of texts) {
        const openedAt = performance.now();
        await reader.openView({ slot: 'bench', text, sort: byTitle });
        pages.push(performance.now() - openedAt);
        const countedAt = performance.now();
        await reader.count({ smart: [{ id: null, rules: { text, limit: null, pick: 'first', seed: 0 } }] });
        counts.push(performance.now() - countedAt);
      }
      report(`${name}: ${what}, asked first, p50 / p95`, spread(pages), budget);
      report(`${name}: ${what}, count, p50 / p95`, spread(counts), 'p95 ≤ 250 ms');
    };
    await measure(terms, `${terms.length} kinds of query`, 'p95 ≤ 50 ms');
    await measure(terms, 'the same again', 'p95 ≤ 50 ms');
    await measure(slowTerms, 'texts that are not in memory', '');
    await reader.close();
  } finally {
    library.close();
    folder.remove();
  }
}

/** A list, a crate, many small lists and a smart one; cues for a tenth of the tracks. */
function insertPlaylists(db: Db, count: number): void {
  const addPlaylist = db.prepare(
    'INSERT INTO playlist (position, kind, name, rules, created_at, changed_at) VALUES (0, ?, ?, ?, 0, 0)',
  );
  const addEntry = db.prepare(
    'INSERT INTO playlist_entry (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, 0)',
  );
  const addCue = db.prepare(`INSERT INTO cue_point (track_id, seq, kind, start_ms) VALUES (?, 0, 'cue', 0)`);
  const make = (kind: string, name: string, size: number) => {
    const id = addPlaylist.run(kind, name, null).lastInsertRowid;
    for (let place = 0; place < size; place++) addEntry.run(id, place, 1 + ((place * 7919) % count));
  };
  db.transaction(() => {
    make('list', 'Big', count / 50);
    make('crate', 'Tools', count / 10);
    for (let number = 0; number < 500; number++) make('list', `List ${number}`, 100);
    addPlaylist.run('smart', 'Smart', JSON.stringify({ text: 'bpm:120..126 -playlist:big rating:>=3' }));
    for (let id = 1; id <= count; id += 10) addCue.run(id);
  })();
}

/** The same queries while the library is written to, a key every 40 ms. */
async function measureWhileWriting(count: number, what: string, budget: string, write: Writing): Promise<void> {
  const folder = benchFolder('search');
  const library = openLibrary(folder.path);
  try {
    insertLibraryRows(library.db, { count });
    const reader = new SearchReader({
      workerUrl: new URL('../main/workers/reader.worker.ts', import.meta.url),
      file: library.file,
    });
    for (const query of queries()) await reader.openView(query);
    const search: number[] = [];
    const { step, everyMs, end } = write(library.db, count);
    const timer = setInterval(step, everyMs);
    for (let round = 0; round < 3; round++) {
      for (const query of queries()) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        const startedAt = performance.now();
        await reader.openView(query);
        search.push(performance.now() - startedAt);
      }
    }
    clearInterval(timer);
    await end?.();
    report(`${count.toLocaleString('en')} tracks, ${what}, p50 / p95`, spread(search), budget);
    await reader.close();
  } finally {
    library.close();
    folder.remove();
  }
}

type Writing = (db: Db, count: number) => { step: () => void; everyMs: number; end?: () => Promise<void> };

/** One track ten times a second, each in a transaction of its own, as analysis on all cores writes at most. */
const analyse: Writing = (db, count) => {
  const random = seededRandom(2);
  return {
    everyMs: 100,
    step() {
      const audioHash = `bench ${random()}`;
      db.transaction(() => {
        putAnalysis(db, audioHash, { findings: foundBy(random) });
        applyAnalysis(db, 1 + Math.floor(random() * count), audioHash, 0);
      }).immediate();
    },
  };
};

/** As of a song of five minutes. */
function foundBy(random: () => number): FindingsChange {
  const windows = Array.from({ length: 60 }, (_, index) => ({ startMs: 5000 * index, bpm: 120, confidence: 0.9 }));
  return {
    tempo: { bpm: 70 + random() * 110, confidence: 0.5 + random() / 2, windows },
    key: { key: Math.floor(random() * 24) },
    character: { energy: random() },
  };
}

/** A thousand new tracks a second, given fifteen times a second to what writes for a scan. */
const scan: Writing = (db, count) => {
  const ignore = () => undefined;
  const committer = new Committer({
    ...{ db, folder: { id: 1, path: '/music' }, ownWork: new OwnWorkSince(db, undefined), now: () => Date.now() },
    ...{ enqueueAnalysis: ignore, noteArtwork: ignore, onTrack: ignore, onChange: ignore },
    ...{ inboxAt: () => null, onArrivedFrom: ignore },
  });
  const find = db.prepare('SELECT * FROM track WHERE id = ?');
  let made = 0;
  const nextFinding = (): Finding => {
    made += 1;
    // Tags of tracks that are there, under new paths: the words are as frequent as they were.
    const row = find.get(1 + ((made * 7919) % count)) as TrackTable;
    const stamp = { sizeBytes: row.size_bytes, modifiedUs: row.modified_us, fileKey: `1:${made}` };
    // Only what comes from the file: the rest names the track it was copied from.
    const { id, folder_id, path, file_name, added_at, size_bytes, modified_us, quick_hash, file_key, ...read } = row;
    const content = { stamp, quickHash: `bench ${made}`, sound: read, tags: read, hasTags: true, problem: null };
    const place = { folderId: 1, path: `new ${made}/${row.path}`, fileName: row.file_name };
    return { type: 'new', place, content };
  };
  return {
    everyMs: 66,
    step: () => committer.add(Array.from({ length: 66 }, nextFinding)),
    end: () => committer.drain(),
  };
};

function spread(values: readonly number[]): string {
  return `${round(quantile(values, 0.5))} / ${round(quantile(values, 0.95))} ms`;
}

for (const count of [100_000, 1_000_000]) {
  await measureAtRest(count);
  await measureTerms(count);
}
await measureWhileWriting(100_000, 'analysis writing', 'p95 ≤ 16 ms', analyse);
await measureWhileWriting(100_000, 'scan writing', 'p95 ≤ 60 ms', scan);
