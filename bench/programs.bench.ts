import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { exportOptions, importOptions } from '../shared/contract/interop.ts';
import { insertLibraryRows, seededRandom } from './library-rows.ts';
import { benchFolder, openCore, report, round, withLoopDelay } from './measure.ts';

const count = 100_000;
const name = `${count.toLocaleString('en')} tracks`;

/** What users of other programs have: ratings, plays, four cues a track, a grid, and fifty playlists of two hundred. */
function fillLibrary(home: string, isFull: boolean): void {
  const { db, close } = openLibrary(home, { listBackups: () => [] });
  insertLibraryRows(db, { count });
  const random = seededRandom(2);
  const cue = db.prepare(
    `INSERT INTO cue_point (track_id, seq, kind, slot, start_ms, name) VALUES (?, ?, 'cue', ?, ?, ?)`,
  );
  const entry = db.prepare(
    `INSERT INTO playlist_entry (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, 0)`,
  );
  const override = db.prepare(`INSERT INTO track_override (track_id, field, value, at) VALUES (?, 'grid', ?, 0)`);
  db.transaction(() => {
    if (!isFull) {
      db.exec('UPDATE track SET rating = 0, play_count = 0, last_played_at = NULL');
      return;
    }
    db.exec('UPDATE track SET rating = 1 + id % 5, play_count = 1 + id % 50, locked = locked | 32');
    for (let id = 1; id <= count; id += 1) {
      const tempos = [{ startMs: 100 + (id % 400), bpm: 120 + (id % 20), beat: 1 }];
      override.run(id, JSON.stringify({ anchorMs: tempos[0]?.startMs, tempos }));
      for (let seq = 0; seq < 4; seq += 1)
        cue.run(id, seq, seq === 3 ? null : seq, 1000 + seq * 30_000, seq === 0 ? 'Start' : '');
    }
    for (let list = 1; list <= 50; list += 1) {
      db.prepare(`INSERT INTO playlist (position, kind, name, created_at, changed_at) VALUES (?, 'list', ?, 0, 0)`).run(
        list,
        `List ${list}`,
      );
      for (let position = 0; position < 200; position += 1) entry.run(list, position, 1 + Math.floor(random() * count));
    }
  })();
  close();
}

const folder = benchFolder('programs');
try {
  const from = join(folder.path, 'from');
  const to = join(folder.path, 'to');
  fillLibrary(from, true);
  fillLibrary(to, false);
  const files = { rekordbox: join(folder.path, 'rekordbox.xml'), traktor: join(folder.path, 'collection.nml') };
  const source = await openCore(from, { runAnalysis: false });
  const options = exportOptions.parse({ scope: { type: 'all' } });
  for (const format of ['rekordbox', 'traktor'] as const) {
    const path = files[format];
    for (const what of ['export', 'export again']) {
      const startedAt = performance.now();
      const { p99, max } = await withLoopDelay(async () => {
        await source.call('interop.export', { format, path, options });
        await source.core.waitForIdle();
      });
      const state = await source.call('interop.getExport');
      if (state?.state !== 'done') throw new Error(`The export failed: ${state?.error}`);
      const seconds = round((performance.now() - startedAt) / 1000);
      report(
        `${name}: ${what}, ${format}`,
        `${seconds} s, loop p99 ${round(p99, 0)}, max ${round(max, 0)} ms`,
        '≤ 20 s, p99 ≤ 20 ms',
      );
    }
    report(`${name}: size, ${format}`, `${round(statSync(path).size / 1e6, 0)} MB`);
  }
  await source.core.close();

  const target = await openCore(to, { runAnalysis: false });
  let memory = 0;
  const sampler = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss);
  }, 100);
  for (const step of ['preview', 'import', 'undo'] as const) {
    const startedAt = performance.now();
    const { p99, max } = await withLoopDelay(async () => {
      if (step === 'preview') await target.call('interop.openImport', { path: files.rekordbox });
      if (step === 'import') await target.call('interop.runImport', { options: importOptions.parse({ paths: [] }) });
      if (step === 'undo') await target.call('history.undo', {});
      await target.core.waitForIdle();
    });
    const state = await target.call('interop.getImport');
    if (state?.counts.matched !== count) throw new Error(`Expected all to be found, got ${JSON.stringify(state)}`);
    const seconds = round((performance.now() - startedAt) / 1000);
    report(
      `${name}: ${step}, rekordbox`,
      `${seconds} s, loop p99 ${round(p99, 0)}, max ${round(max, 0)} ms`,
      '≤ 20 s, p99 ≤ 20 ms',
    );
  }
  clearInterval(sampler);
  report(`${name}: memory of all that`, `${round(memory / 1e6, 0)} MB`);
  await target.core.close();
} finally {
  folder.remove();
}
