import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { insertLibraryRows } from './library-rows.ts';
import { benchFolder, quantile, report, round } from './measure.ts';

for (const count of [100_000, 1_000_000]) {
  const folder = benchFolder('start');
  try {
    const library = openLibrary(folder.path);
    insertLibraryRows(library.db, { count });
    library.close();
    const runs: { ms: number; rssMb: number }[] = [];
    for (let run = 0; run < 5; run++) {
      const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'first-rows.ts'), folder.path], {
        encoding: 'utf8',
      });
      runs.push(JSON.parse(stdout));
    }
    const ms = quantile(
      runs.map((run) => run.ms),
      0.5,
    );
    const rss = quantile(
      runs.map((run) => run.rssMb),
      0.5,
    );
    const name = `${count.toLocaleString('en')} tracks`;
    report(`${name}: process start to first 40 rows, median of 5`, `${round(ms, 0)} ms`, '≤ 1,500 ms');
    report(`${name}: resident memory then`, `${round(rss, 0)} MB`, '≤ 400 MB');
  } finally {
    folder.remove();
  }
}
