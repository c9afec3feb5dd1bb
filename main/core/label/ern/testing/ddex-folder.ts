import { existsSync } from 'node:fs';
import { join } from 'node:path';

const path = join(import.meta.dirname, '../../../../../../shared/fixtures/ddex');

/** DDEX's schemas and samples beside the checkout; its licences keep them out of it. Null where they are not there. */
export const ddexFolder: string | null = existsSync(path) ? path : null;
