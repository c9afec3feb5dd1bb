import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = import.meta.dirname;
/** Folders of the root that hold nothing of ours. */
const skipped = new Set(['node_modules', 'out', 'dist', '.git', 'reports', 'test-results']);

/** Every TypeScript file of the project, relative to its root with `/`, for guard tests. */
export function listSourceFiles(directory = root): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return directory === root && skipped.has(entry.name) ? [] : listSourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [relative(root, path).split(sep).join('/')] : [];
  });
}
