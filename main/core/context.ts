import type { ActivityBoard } from './activity/activity-board.ts';
import type { AnalysisQueue } from './analysis/analysis-queue.ts';
import type { Pace } from './analysis/pace.ts';
import type { Backups } from './backups/backups.ts';
import type { Changes } from './changes.ts';
import type { Connectors } from './connectors/connectors.ts';
import type { SecretVault } from './connectors/secret-vault.ts';
import type { Db } from './db/query.ts';
import type { Disk } from './files/disk.ts';
import type { FileJournal } from './files/journal/file-journal.ts';
import type { History } from './history/history.ts';
import type { DuplicateFinder } from './library/duplicates/duplicate-finder.ts';
import type { Scanner } from './library/scan/scanner.ts';
import type { SearchReader } from './library/search/search-reader.ts';
import type { Views } from './library/views.ts';
import type { Watcher } from './library/watch/watcher.ts';
import type { ModelStore } from './models/model-store.ts';
import type { Organizer } from './organize/organizer.ts';
import type { Platform } from './platform.ts';
import type { GenreSuggester } from './sounds/genre-suggester.ts';
import type { SoundLibrary } from './sounds/sound-library.ts';
import type { LibraryTags } from './tags/library-tags.ts';

/** What handlers work with. Built once by core.ts. */
export type Context = {
  platform: Platform;
  db: Db;
  changes: Changes;
  history: History;
  journal: FileJournal;
  disk: Disk;
  duplicates: DuplicateFinder;
  organizer: Organizer;
  backups: Backups;
  search: SearchReader;
  /** Lists on screen, of whatever they are. */
  views: Views;
  scanner: Scanner;
  watcher: Watcher;
  analysis: AnalysisQueue;
  pace: Pace;
  models: ModelStore;
  sounds: SoundLibrary;
  genres: GenreSuggester;
  tags: LibraryTags;
  activities: ActivityBoard;
  connectors: Connectors;
  vault: SecretVault;
};
