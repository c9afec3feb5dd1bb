import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './temp-library.ts';

/** Gives `use` the path of a file with some content, which is gone afterwards. */
export async function withContent<Value>(
  content: string | Buffer,
  use: (path: string) => Promise<Value>,
): Promise<Value> {
  const folder = tempFolder('ledgerline-content-', true);
  try {
    const path = join(folder.path, 'file');
    writeFileSync(path, content);
    return await use(path);
  } finally {
    folder.remove();
  }
}
