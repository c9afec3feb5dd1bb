import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Files that other programs wrote, beside the checkout of those who develop; tests on them are skipped without. */
const folder = join(import.meta.dirname, '../../../../../shared/fixtures');

/** The path of one, or null where it is not here: `test.skipIf(file === null)`. */
export function referenceFile(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
