import { serveWorker } from '#core/jobs/serve-worker.ts';
import { type MadeFile, makePackageFile, type PackageTask } from '#core/label/delivery/make-package-file.ts';

serveWorker<PackageTask, MadeFile>(async (task) => ({ output: await makePackageFile(task) }));
