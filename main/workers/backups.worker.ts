import { type BackupAnswer, type BackupTask, runBackupTask } from '#core/backups/backup-task.ts';
import { loadDriver } from '#core/db/open-library.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

loadDriver();
serveWorker<BackupTask, BackupAnswer>(async (task) => ({ output: runBackupTask(task) }));
