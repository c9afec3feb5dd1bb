import { contract } from '#shared/contract/index.ts';
import { AccountDoor, type Accounts } from './accounts/account-door.ts';
import { ActivityBoard } from './activity/activity-board.ts';
import { allHandlers } from './all-handlers.ts';
import { AnalysisQueue } from './analysis/analysis-queue.ts';
import { Pace } from './analysis/pace.ts';
import { WaveformFiles } from './analysis/waveform-files.ts';
import { listAllBackups } from './backups/backup-folder.ts';
import { Backups } from './backups/backups.ts';
import { Changes } from './changes.ts';
import { Connectors } from './connectors/connectors.ts';
import { makeConnectors } from './connectors/make-connectors.ts';
import { SecretVault } from './connectors/secret-vault.ts';
import type { Context } from './context.ts';
import { libraryPaths, openLibrary } from './db/open-library.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { fieldSetters } from './field-setters.ts';
import { systemDisk } from './files/disk.ts';
import { FilesWorker } from './files/files-worker.ts';
import { FileJournal } from './files/journal/file-journal.ts';
import { undoLimits } from './files/journal/undo-blocks.ts';
import { Trash } from './files/trash/trash.ts';
import { thisSystem } from './files/trash/trash-places.ts';
import { finishLeftOperations } from './history/growing-operation.ts';
import { History } from './history/history.ts';
import { Interop } from './interop/interop.ts';
import { DuplicateFinder } from './library/duplicates/duplicate-finder.ts';
import { Scanner, usualSettleMs } from './library/scan/scanner.ts';
import { SharedLooks } from './library/scan/shared-looks.ts';
import { SearchReader } from './library/search/search-reader.ts';
import { Views } from './library/views.ts';
import { Watcher } from './library/watch/watcher.ts';
import { createMedia, type Media } from './media/media.ts';
import { PlayableFiles } from './media/playable-files.ts';
import { PlayedFiles } from './media/played-files.ts';
import { ModelStore } from './models/model-store.ts';
import { Organizer } from './organize/organizer.ts';
import { authorize, ensureOwner, ownerName } from './people/authorize.ts';
import type { Platform } from './platform.ts';
import { EntryRelinker } from './playlists/relink-entries.ts';
import { SetBuilder } from './playlists/sets/set-builder.ts';
import { getSettings } from './settings/settings.repository.ts';
import { GenreSuggester } from './sounds/genre-suggester.ts';
import { SoundLibrary } from './sounds/sound-library.ts';
import { ensureWorkflow } from './studio/workflows/workflows.repository.ts';
import { LibraryTags } from './tags/library-tags.ts';
import { Pictures } from './tags/pictures.ts';
import { TagFiles } from './tags/tag-files.ts';
import { makeWorkParts, type WorkParts } from './work-parts.ts';

export type Core = {
  dispatch: Dispatch;
  /** For hosts that let a team in. */
  accounts: Accounts;
  media: Media;
  /** Resolves when no scan and no analysis runs or waits (or all is paused). */
  waitForIdle(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the library and puts the parts together; the only place that knows all of them. May throw LIBRARY_… errors. */
export async function createCore(platform: Platform): Promise<Core> {
  const paths = libraryPaths(platform.home);
  const library = openLibrary(platform.home, { listBackups: () => listAllBackups(platform.home) });
  const { db } = library;
  const { logError, now } = platform;
  const changes = new Changes(platform.emit);
  const waveforms = new WaveformFiles(paths.waveforms);
  const playable = new PlayableFiles({ directory: paths.cache, workerUrl: platform.workerUrl('decode'), logError });
  const search = new SearchReader({ workerUrl: platform.workerUrl('reader'), file: library.file, logError });

  const models = new ModelStore({
    db,
    now,
    logError,
    directory: paths.models,
    workerUrl: platform.workerUrl('models'),
    onChange: () => changes.add({ topics: ['models'] }),
    onHeard: (trackId) => changes.add({ topics: ['tracks'], trackIds: [trackId] }),
  });
  const sounds = new SoundLibrary({ file: library.file, workerUrl: platform.workerUrl('sounds'), logError });
  const sets = new SetBuilder({ file: library.file, workerUrl: platform.workerUrl('sets'), logError });
  const genres = new GenreSuggester({
    db,
    sounds,
    logError,
    onChange: (trackIds) => changes.add({ topics: ['tracks'], trackIds }),
  });
  const pace = new Pace({
    now,
    cores: platform.cores,
    speed: () => platform.speed ?? getSettings(db).speed,
    isOnBattery: () => platform.isOnBattery?.() ?? false,
    onChange: (threads) => analysis.setThreads(threads),
  });
  const analysis: AnalysisQueue = new AnalysisQueue({
    db,
    now,
    logError,
    waveforms,
    workerUrl: platform.workerUrl('analysis'),
    threads: pace.threads,
    isBackground: platform.speed !== 'full',
    onChange: () => activities.touch(),
    onTrackChanged: (trackId, hasFailed) => {
      changes.add({ topics: hasFailed ? ['tracks', 'problems'] : ['tracks'], trackIds: [trackId] });
      if (hasFailed) return;
      models.enqueue(trackId);
      genres.touch();
      duplicates.touch();
    },
  });
  const relinker = new EntryRelinker({ db, logError, onLinked: () => changes.add({ topics: ['playlists'] }) });
  const looks = new SharedLooks();
  const scanner = new Scanner({
    db,
    now,
    logError,
    workerUrl: platform.workerUrl('metadata'),
    artworkDirectory: paths.artwork,
    cores: platform.cores,
    ffmpegPath: () => getSettings(db).ffmpegPath,
    enqueueAnalysis: (trackId) => {
      if (platform.runAnalysis) analysis.enqueue(trackId);
    },
    onChange: (change) => {
      changes.add(change);
      analysis.wake();
      if (change.topics.includes('tracks')) duplicates.touch();
    },
    onProgress: () => activities.touch(),
    settleMs: platform.settleMs ?? usualSettleMs,
    isInboxOn: () => getSettings(db).inbox === 'on',
    onUnsettled: (folderId, paths) => watcher.lookAgain(folderId, paths),
    onFinished: (scan) => {
      watcher.noteScan(scan);
      work.parts.versions.noteScan(scan.folderId);
      relinker.touch();
    },
    rootFileSystem: looks,
    ownWork: () => journal.touched,
  });
  const watcher: Watcher = new Watcher({
    db,
    scanner,
    looks,
    now,
    logError,
    isOn: () => getSettings(db).watchFolders,
    onChange: (change) => {
      changes.add(change);
      duplicates.tellSoon();
    },
    ...(platform.watchTimes ? { times: platform.watchTimes } : {}),
  });
  const files = new FilesWorker({
    workerUrl: platform.workerUrl('files'),
    undoDirectory: paths.undo,
    pictureDirectory: paths.pictures,
    ffmpegPath: () => getSettings(db).ffmpegPath,
    logError,
  });
  const disk = platform.disk ?? systemDisk();
  const journal: FileJournal = new FileJournal({
    db,
    now,
    logError,
    disk,
    trash: new Trash({ disk, now, system: { ...thisSystem(), ...platform.trash } }),
    writer: files,
    undoDirectory: paths.undo,
    undoLimits: () => undoLimits(getSettings(db)),
    onChange: (change) => {
      changes.add(change);
      if (change.topics.includes('tracks')) duplicates.tellSoon();
    },
    onProgress: () => activities.touch(),
    beforeMany: () => backups.make('operation'),
    onNewFiles: (found) => {
      for (const { folderId, path } of found) scanner.scan(folderId, { only: [path] });
    },
  });
  const duplicates: DuplicateFinder = new DuplicateFinder({
    db,
    now,
    logError,
    file: library.file,
    workerUrl: platform.workerUrl('duplicates'),
    isBusy: () => activities.list().some(({ id, state }) => id !== 'duplicates' && state === 'running'),
    onProgress: () => activities.touch(),
    onFound: () => changes.add({ topics: ['duplicates'] }),
  });
  const organizer = new Organizer({
    db,
    now,
    logError,
    disk,
    search,
    journal,
    onChange: (change) => changes.add(change),
    onProgress: () => activities.touch(),
  });
  const vault = new SecretVault({ directory: paths.secrets, keeper: platform.secrets, logError });
  const connectors: Connectors = new Connectors({
    db,
    now,
    vault,
    logError,
    onChange: () => {
      changes.add({ topics: ['connectors'] });
      activities.touch();
    },
  });
  const interopWork = {
    import: { activity: () => interop.importer.activity(), cancel: () => interop.importer.cancel() },
    export: { activity: () => interop.exporter.activity(), cancel: () => interop.exporter.cancel() },
  };
  const statementWork = {
    activity: () => work.parts.statements.imports.activity(),
    cancel: () => work.parts.statements.imports.cancel(),
  };
  const packageWork = {
    activity: () => work.parts.deliveries.activity(),
    cancel: () => work.parts.deliveries.cancel(),
  };
  const activities: ActivityBoard = new ActivityBoard({
    scanner,
    analysis,
    models,
    journal,
    single: {
      duplicates,
      organize: organizer,
      services: connectors.queue,
      ...interopWork,
      statements: statementWork,
      packages: packageWork,
    },
    emit: platform.emit,
  });
  const history = new History({
    db,
    now,
    setters: fieldSetters,
    files: journal,
    onChange: (change) => changes.add(change),
  });
  const interop: Interop = new Interop({
    ...{ db, now, logError, disk, search, history, cache: paths.cache, version: platform.version },
    onChange: (change) => changes.add(change),
    onProgress: () => activities.touch(),
  });
  const backups: Backups = new Backups({
    home: platform.home,
    db,
    now,
    logError,
    workerUrl: platform.workerUrl('backups'),
    onChange: () => changes.add({ topics: ['backups'] }),
  });
  const pictures = new Pictures({ db, directory: paths.pictures, artworkDirectory: paths.artwork });
  const tags = new LibraryTags({
    db,
    now,
    logError,
    history,
    journal,
    files: new TagFiles(db, files),
    pictures,
    onChange: (change) => changes.add(change),
  });
  const work: WorkParts = makeWorkParts({
    ...{ platform, db, changes, history, scanner, disk, interop, analysis, connectors },
    file: library.file,
    pictures: paths.pictures,
    receipts: paths.receipts,
    cache: paths.cache,
    onProgress: () => activities.touch(),
  });
  const context: Context = {
    platform,
    db,
    changes,
    history,
    waveforms,
    ...work.parts,
    journal,
    backups,
    search,
    views: new Views(),
    scanner,
    watcher,
    analysis,
    pace,
    models,
    sounds,
    sets,
    genres,
    tags,
    disk,
    duplicates,
    organizer,
    interop,
    activities,
    connectors,
    vault,
    ...makeConnectors({ platform, db, history, changes, connectors, vault, scanner }),
  };

  work.parts.achievements.greet(ensureOwner(db, now(), ownerName()));
  ensureWorkflow(db, now());
  const dispatch = createDispatch(contract, allHandlers(context), {
    logError,
    authorize: (method, caller) => authorize(db, method, caller),
    checkOutput: platform.checkOutput ?? false,
  });
  const played = new PlayedFiles();
  const media = createMedia({
    db,
    artworkDirectory: paths.artwork,
    wantArtwork: (hash) => scanner.thumbnails.want(hash),
    addPicture: (bytes) => pictures.add(bytes),
    receipts: work.parts.receipts,
    waveforms,
    playable,
    played,
    logError,
  });

  // Before anything looks at files.
  await journal.recover();
  finishLeftOperations(db);
  history.long.resume();
  await interop.clean();
  void journal.cleanUndo();
  const cleaning = pictures.clean(now()).catch((error) => logError('Pictures could not be cleaned up', error));
  scanner.resumeInterrupted();
  if (platform.runWatch) watcher.start();
  if (platform.runAnalysis) {
    analysis.start();
    models.start();
  }
  connectors.start();
  work.start();

  return {
    accounts: new AccountDoor({ db, now, onChange: () => changes.add({ topics: ['accounts'] }) }),
    dispatch,
    media,
    async waitForIdle() {
      await journal.waitForIdle();
      await scanner.waitForIdle();
      await relinker.waitForIdle();
      if (platform.runAnalysis) {
        await analysis.waitForIdle();
        await models.waitForIdle();
        await genres.waitForIdle();
      }
      await duplicates.waitForIdle();
      await organizer.waitForIdle();
      await interop.waitForIdle();
      await work.waitForIdle();
      await history.long.waitForIdle();
      changes.flush();
    },
    async close() {
      pace.close();
      activities.close();
      tags.close();
      played.close();
      await cleaning;
      await organizer.close();
      await work.close();
      await interop.close();
      await history.long.close();
      await connectors.close();
      await journal.close();
      await watcher.close();
      await scanner.close();
      await relinker.close();
      await analysis.close();
      await models.close();
      await backups.close();
      await Promise.all([
        search.close(),
        sounds.close(),
        sets.close(),
        genres.close(),
        duplicates.close(),
        playable.close(),
        files.close(),
      ]);
      changes.flush();
      library.close();
    },
  };
}
