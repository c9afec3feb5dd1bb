import { openLibrary } from '../main/core/db/open-library.ts';
import type { Input } from '../shared/contract/index.ts';
import { insertLibraryRows } from './library-rows.ts';
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

for (const count of [100_000, 1_000_000]) {
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
    report(
      `${name}: query to ids, p50 / p95`,
      `${round(quantile(search, 0.5))} / ${round(quantile(search, 0.95))} ms`,
      'p95 ≤ 16 ms',
    );
    report(
      `${name}: query to first 40 rows, p50 / p95`,
      `${round(quantile(rows, 0.5))} / ${round(quantile(rows, 0.95))} ms`,
    );
    await core.close();
  } finally {
    folder.remove();
  }
}
