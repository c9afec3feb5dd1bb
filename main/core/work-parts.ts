import { ownBackupFolder, reachableBackupFolder } from './backups/backup-folder.ts';
import type { Context } from './context.ts';
import { Achievements } from './home/achievements.ts';
import { Deadlines } from './home/deadlines.ts';
import { DeliveryWork } from './label/delivery/delivery-work.ts';
import { StatementParts } from './label/statements/statement-parts.ts';
import { Notifications } from './notifications/notifications.ts';
import { PaperPress } from './papers/paper-press.ts';
import type { Platform } from './platform.ts';
import { Royalties } from './royalties/royalties.ts';
import { getSettings } from './settings/settings.repository.ts';
import { VersionWork } from './studio/versions/version-work.ts';
import { Receipts } from './time/expenses/receipts.ts';
import { TimeImports } from './time/imports/time-imports.ts';
import { BudgetWatch } from './time/projects/budget-watch.ts';
import { Reports } from './time/reports/reports.ts';
import { TimerKeeper } from './time/timer-keeper.ts';

type Needed = Pick<
  Context,
  'platform' | 'db' | 'changes' | 'history' | 'scanner' | 'disk' | 'interop' | 'analysis' | 'connectors'
> & {
  /** The database file, for threads that only read. */
  file: string;
  /** The library's cache. */
  cache: string;
  /** Call when long work made progress. */
  onProgress(): void;
  /** The folder of pictures. */
  pictures: string;
  /** The folder of receipts. */
  receipts: string;
};

type Parts = Pick<
  Context,
  | 'notifications'
  | 'achievements'
  | 'press'
  | 'reports'
  | 'royalties'
  | 'timeImports'
  | 'receipts'
  | 'versions'
  | 'timer'
  | 'statements'
  | 'deliveries'
>;

/** What a restored library names comes back from its backups; what nothing names goes. */
async function tidyReceipts(receipts: Receipts, { home, now }: Platform): Promise<void> {
  receipts.bringBack([...new Set([reachableBackupFolder(home), ownBackupFolder(home)])]);
  await receipts.clean(now());
}

/** The parts of the studio and of time that live as long as the core. */
export type WorkParts = { parts: Parts; start(): void; waitForIdle(): Promise<void>; close(): Promise<void> };

export function makeWorkParts(needed: Needed): WorkParts {
  const { platform, db, changes, history, scanner, disk, interop, analysis, connectors, file, pictures } = needed;
  const receipts = new Receipts({ db, disk, directory: needed.receipts });
  const { now, logError } = platform;
  const onChange: typeof changes.add = (change) => changes.add(change);
  const notifications = new Notifications({
    db,
    now,
    onChange,
    connectors,
    emit: (...event) => platform.emit(...event),
  });
  const achievements = new Achievements({ db, now, logError, notifications, onChange });
  changes.listen((change) => achievements.note(change));
  const deadlines = new Deadlines({ db, now, notifications, logError });
  const press = new PaperPress({ disk, logError, drafts: interop.drafts, workerUrl: platform.workerUrl('papers') });
  const reports = new Reports({
    ...{ db, now, logError, press, file, pictures, onChange },
    workerUrl: platform.workerUrl('reports'),
  });
  const royalties = new Royalties({
    ...{ db, now, logError, press, file, pictures, onChange },
    workerUrl: platform.workerUrl('royalties'),
  });
  const timeImports = new TimeImports({ db, now, history, onChange, logError });
  const versions = new VersionWork({
    ...{ db, now, history, changes, scanner, notifications, logError },
    repeatAnalysis: (ids) => analysis.repeat(ids),
  });
  const budgets = new BudgetWatch({ db, now, changes, notifications, logError });
  const statements = new StatementParts({
    ...{ platform, db, changes, history, disk, press, file, cache: needed.cache, drafts: interop.drafts },
    onProgress: needed.onProgress,
  });
  const deliveries = new DeliveryWork({
    ...{ db, now, disk, history, changes, notifications, press, pictures, logError },
    ffmpegPath: () => getSettings(db).ffmpegPath,
    workerUrl: platform.workerUrl('packages'),
    schemasUrl: platform.workerUrl('schemas'),
    onProgress: needed.onProgress,
  });
  let cleaning = Promise.resolve();
  const timer = new TimerKeeper({
    ...{ db, now, history, notifications, logError, onChange, presence: platform.presence },
  });
  return {
    parts: {
      notifications,
      achievements,
      press,
      reports,
      royalties,
      timeImports,
      receipts,
      versions,
      timer,
      statements,
      deliveries,
    },
    start() {
      deliveries.start();
      deadlines.start();
      timer.start();
      statements.imports.start();
      cleaning = tidyReceipts(receipts, platform).catch((error) => logError('Receipts could not be cleaned up', error));
    },
    async waitForIdle() {
      await versions.waitForIdle();
      await reports.waitForIdle();
      await royalties.waitForIdle();
      await timeImports.waitForIdle();
      await statements.waitForIdle();
      await deliveries.waitForIdle();
    },
    async close() {
      timer.close();
      budgets.close();
      await cleaning;
      deadlines.close();
      achievements.close();
      await versions.close();
      await timeImports.close();
      await statements.close();
      await deliveries.close();
      await reports.close();
      await royalties.closeDown();
      await press.close();
    },
  };
}
