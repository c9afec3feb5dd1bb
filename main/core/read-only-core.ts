import { type SortTerm, tracksContract } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { latestVersion, schemaVersion } from './db/migrate.ts';
import { hasLibrary, libraryPaths, openLibrary, openReader } from './db/open-library.ts';
import { SearchReader } from './library/search/search-reader.ts';
import { getTrackFacts, type TrackFacts } from './library/tracks.repository.ts';
import type { Platform } from './platform.ts';

export type { TrackFacts };

export type ReadOnlyCore = {
  /** Evaluates a query and reads its tracks in portions, the first `limit` of them. */
  search(text: string, sort: SortTerm[], limit: number): Promise<FoundTracks>;
  close(): Promise<void>;
};

export type FoundTracks = {
  total: number;
  /** Terms of the query that mean nothing; they were left out of it. */
  errors: Awaited<ReturnType<SearchReader['openView']>>['errors'];
  portions: Iterable<TrackFacts[]>;
};

const portionSize = 500;

/**
 * Opens a library only for reading, also while another process holds it. Nothing is scanned or analysed.
 *
 * Throws NOT_FOUND where there is no library yet, and LIBRARY_… errors. Only a library of an older build is written to:
 * it is brought to this version first.
 */
export function createReadOnlyCore(platform: Pick<Platform, 'home' | 'workerUrl' | 'logError'>): ReadOnlyCore {
  const { home, logError } = platform;
  if (!hasLibrary(home)) throw new AppError('NOT_FOUND', 'There is no library here yet. Import a folder first.');
  const { database: file } = libraryPaths(home);
  const db = openCurrent(home, file);
  const reader = new SearchReader({ workerUrl: platform.workerUrl('reader'), file, logError });

  function* read(ids: Int32Array): Generator<TrackFacts[]> {
    for (let start = 0; start < ids.length; start += portionSize) {
      yield getTrackFacts(db, ids.subarray(start, start + portionSize));
    }
  }

  return {
    async search(text, sort, limit) {
      const input = tracksContract['tracks.openView'].input.safeParse({ slot: 'command line', text, sort });
      if (!input.success) throw new AppError('INVALID_INPUT', 'This query is too long.');
      const { ids, errors } = await reader.openView(input.data);
      return { total: ids.length, errors, portions: read(ids.subarray(0, limit)) };
    },
    async close() {
      await reader.close();
      db.close();
    },
  };
}

function openCurrent(home: string, file: string) {
  const db = openReader(file);
  if (schemaVersion(db) === latestVersion) return db;
  db.close();
  // Also the one that says what is wrong with a file that is not ours or too new.
  openLibrary(home).close();
  return openReader(file);
}
