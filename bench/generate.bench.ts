import { encodeSimilarity } from '../main/core/analysis/similarity/similarity-vector.ts';
import { openLibrary } from '../main/core/db/open-library.ts';
import type { Db } from '../main/core/db/query.ts';
import { TrackGenerator } from '../main/core/playlists/generate/track-generator.ts';
import { SoundTable } from '../main/core/sounds/sound-table.ts';
import { madeUpVector } from '../main/core/testing/made-up-vectors.ts';
import type { TrackId } from '../shared/contract/library/tracks.ts';
import { defaultGenerateOptions } from '../shared/generate-options.ts';
import { insertLibraryRows, seededRandom } from './library-rows.ts';
import { benchFolder, quantile, report, round } from './measure.ts';

/** A playlist of 20 from a track, by all matchers, and another track for one of its rows. */
const count = 100_000;
const kinds = 1000;
const name = `${count.toLocaleString('en')} tracks`;

/** Tracks of a thousand sounds, a hundred of each. */
function addSounds(db: Db): void {
  const random = seededRandom(1);
  const originals = Array.from({ length: kinds }, (_, index) => madeUpVector(index + 1));
  const add = db.prepare(
    `INSERT INTO analysis (audio_hash, versions, analysed_at, analysis_ms, duration_ms, bpm_confidence, key_confidence,
       is_truncated, waveform_overview, beats, similarity) VALUES (?, '{}', 1, 1, 1, 1, 1, 0, x'00', x'00', ?)`,
  );
  const ids = db.prepare('SELECT id FROM track').pluck().all() as number[];
  const link = db.prepare('UPDATE track SET audio_hash = ?, arousal = ?, valence = ? WHERE id = ?');
  db.transaction(() => {
    for (const [index, id] of ids.entries()) {
      const vector = Float32Array.from(originals[index % kinds] ?? []);
      for (let mean = 0; mean < 25; mean += 1) vector[mean]! += random() - 0.5;
      add.run(`audio ${id}`, encodeSimilarity(vector));
      link.run(`audio ${id}`, Math.floor(100 * random()), Math.floor(3 * random()) - 1, id);
    }
  })();
}

const folder = benchFolder('generate');
const library = openLibrary(folder.path);
try {
  const { db } = library;
  insertLibraryRows(db, { count });
  addSounds(db);
  const ids = db.prepare('SELECT id FROM track ORDER BY id').pluck().all() as TrackId[];
  const generator = new TrackGenerator(db, new SoundTable(db));
  const task = (seedId: TrackId) => ({
    seedId,
    ...defaultGenerateOptions,
    idFilters: [],
    filterKey: '',
    heard: [],
    rejected: [],
    want: { kind: 'playlist', length: defaultGenerateOptions.length } as const,
    now: 0,
  });
  const firstAt = performance.now();
  generator.generate(task(ids[0]!));
  report(`${name}: first playlist, with reading the library`, `${round((performance.now() - firstAt) / 1000, 1)} s`);
  const times: number[] = [];
  const replaced: number[] = [];
  for (let turn = 1; turn <= 60; turn += 1) {
    const seedId = ids[(turn * 7919) % ids.length]!;
    const startedAt = performance.now();
    const { picks } = generator.generate(task(seedId));
    const doneAt = performance.now();
    const trackIds = [seedId, ...picks.map(({ trackId }) => trackId)];
    generator.generate({ ...task(seedId), want: { kind: 'place', trackIds, index: 5, count: 6 } });
    if (picks.length !== 19) throw new Error(`Expected 19 tracks, got ${picks.length}`);
    // The first ones warm up.
    if (turn <= 10) continue;
    times.push(doneAt - startedAt);
    replaced.push(performance.now() - doneAt);
  }
  const figures = `${round(quantile(times, 0.5), 0)} / ${round(quantile(times, 0.95), 0)} ms`;
  report(`${name}: playlist of 20 by all matchers, p50 / p95`, figures);
  report(`${name}: others for one of its rows, p95`, `${round(quantile(replaced, 0.95), 1)} ms`);
} finally {
  library.close();
  folder.remove();
}
