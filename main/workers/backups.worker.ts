import { type BackupAnswer, type BackupTask, loadDriver, runBackupTask } from '#core/backups/backup-task.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

loadDriver();
serveWorker<BackupTask, BackupAnswer>(async (task) => ({ output: runBackupTask(task) }));
