import { serveWorker } from '#core/jobs/serve-worker.ts';
import { type SchemaReport, SchemaShelf, type SchemaTask } from '#core/label/ern/validate-by-schema.ts';

const shelf = new SchemaShelf();

serveWorker<SchemaTask, SchemaReport>(async (task) => ({ output: await shelf.validate(task) }));
