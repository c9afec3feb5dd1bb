import { openLibrary, openReader } from '../main/core/db/open-library.ts';
import { findDuplicates } from '../main/core/library/duplicates/find-duplicates.ts';
import { seededRandom } from './library-rows.ts';
import { benchFolder, report, round } from './measure.ts';

const count = 100_000;
/** Of ten recordings, one is there twice: in another format, and some with silence in front. */
const copyEvery = 10;
const length = 948;

const random = seededRandom(1);

/** Bits that change slowly, as those of music do. */
function madeFingerprint(): Uint32Array {
  const items = new Uint32Array(length);
  let item = Math.floor(random() * 2 ** 32);
  for (let at = 0; at < length; at += 1) {
    for (let change = 0; change < 4; change += 1) item ^= 1 << Math.floor(random() * 32);
    items[at] = item;
  }
  return items;
}

/** As another encoder would leave it: one bit of thirty differs, and it begins later. */
function copyOf(items: Uint32Array, later: number): Uint32Array {
  const copy = new Uint32Array(length);
  for (let at = 0; at < length; at += 1) {
    copy[at] = at < later ? Math.floor(random() * 2 ** 32) : items[at - later]! ^ (1 << Math.floor(random() * 32));
  }
  return copy;
}

const folder = benchFolder('duplicates');
const library = openLibrary(folder.path);
library.db.pragma('synchronous = OFF');
fill();
library.close();

const reader = openReader(`${folder.path}/library.db`);
const before = process.memoryUsage.rss();
let most = before;
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const found = findDuplicates(reader, {
  onProgress() {
    most = Math.max(most, process.memoryUsage.rss());
  },
});
const seconds = (performance.now() - startedAt) / 1000;
const { user } = process.cpuUsage(cpuBefore);
reader.close();
folder.remove();

const copies = Math.floor(count / copyEvery);
const whole = found.filter(({ kind, files }) => kind === 'recording' && files.length === 2).length;
if (whole !== found.length) throw new Error(`Expected groups of two, got ${found.length - whole} others`);
const name = `${count.toLocaleString('en')} tracks, ${copies.toLocaleString('en')} copies`;
report(`${name}: groups`, `${round(seconds)} s`, '≤ 30 s');
report(`${name}: of that, computing`, `${round(user / 1e6)} s`);
report(`${name}: found`, `${round((100 * whole) / copies, 2)} %`, '≥ 99 %');
report(`${name}: memory`, `${round((most - before) / 1024 ** 2, 0)} MB`, '≤ 300 MB');

function fill(): void {
  const { db } = library;
  db.prepare(`INSERT INTO folder (path, added_at) VALUES ('/music', 0)`).run();
  const track = db.prepare(
    `INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, title, artist, title_fold,
       artist_fold, audio_hash, duration_ms, analysis_state) VALUES (1, ?, ?, 1, 0, 0, ?, ?, ?, ?, ?, ?, 'done')`,
  );
  const analysis = db.prepare(
    `INSERT INTO analysis (audio_hash, versions, analysed_at, analysis_ms, duration_ms, bpm_confidence, key_confidence,
       is_truncated, waveform_overview, beats, findings, fingerprint)
     VALUES (?, '{}', 0, 0, ?, 0, 0, 0, ?, ?, ?, ?)`,
  );
  // What else is kept of a piece of audio lies before the fingerprints.
  const [overview, beats] = [Buffer.alloc(360), Buffer.alloc(3000)];
  const findings = JSON.stringify({ filler: 'x'.repeat(9000) });
  let original = madeFingerprint();
  db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const isCopy = index % copyEvery === copyEvery - 1;
      const items = isCopy ? copyOf(original, index % 3 === 0 ? 24 : 0) : madeFingerprint();
      if (!isCopy) original = items;
      const hash = `${(index * 7919) % count}-audio`;
      const title = `Piece ${isCopy ? index - 1 : index}`;
      const file = `${title} ${index}.mp3`;
      track.run(file, file, title, 'Ada', title.toLowerCase(), 'ada', hash, 200_000 + (isCopy ? 40 : 0));
      analysis.run(hash, 200_000, overview, beats, findings, Buffer.from(items.buffer));
    }
  })();
}
