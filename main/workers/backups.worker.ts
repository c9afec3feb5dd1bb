import { type BackupAnswer, type BackupTask, runBackupTask } from '#core/backups/backup-task.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';

serveWorker<BackupTask, BackupAnswer>(async (task) => ({ output: runBackupTask(task) }));
