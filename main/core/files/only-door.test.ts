import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listSourceFiles } from '../../../source-files.ts';

/**
 * Modules that change files themselves, each with the reason why that cannot be a user's file. Everything that may be one
 * goes through main/core/files.
 */
const ownFiles: Record<string, string> = {
  'main/core/analysis/waveform-files.ts': 'waveforms in the library’s folder, under their hash',
  'main/core/backups/backup-folder.ts': 'backups, under names that only we give',
  'main/core/backups/backups.ts': 'backups, under names that only we give',
  'main/core/backups/portable-export.ts': 'exports, under names that only we give',
  'main/core/backups/receipt-copies.ts': 'receipts beside backups and in the library’s folder, under their hash',
  'main/core/connectors/secret-vault.ts': 'what services sign in with, encrypted, under names that only we give',
  'main/core/db/copy-library.ts': 'copies of the library',
  'main/core/db/migrate.ts': 'the backup before a migration',
  'main/core/db/open-library.ts': 'the library’s folder',
  'main/core/db/replace-library.ts': 'the library’s own files',
  'main/core/host/drag-out.ts': 'lists to be dragged, in the library’s cache',
  'main/core/interop/databases/foreign-database.ts': 'copies of other programs’ databases, in a folder made for each',
  'main/core/interop/export/draft-file.ts': 'exports in the making, in the library’s cache',
  'main/core/interop/interop.ts': 'copies of other programs’ databases in the library’s cache',
  'main/core/library/artwork/make-thumbnail.ts': 'thumbnails in the library’s folder, under their hash',
  'main/core/media/decode-to-wav.ts': 'decoded sound in the library’s cache',
  'main/core/media/playable-files.ts': 'decoded sound in the library’s cache',
  'main/core/models/model-store.ts': 'models in the library’s folder',
  'main/core/tags/pictures.ts': 'chosen pictures in the library’s folder, under their hash',
  'main/core/time/expenses/receipts.ts': 'receipts in the library’s folder, under their hash',
  'main/electron/host-abilities.ts': 'where a dialog was last, beside the window’s settings',
  'main/electron/index.ts': 'the library’s folder',
  'main/electron/start-at-login.ts': 'the system’s list of what starts at login',
  'main/core/label/delivery/testing/delivery-lab.ts': 'tests',
  'main/core/label/delivery/testing/make-masters.ts': 'tests',
  'main/core/label/statements/testing/statement-lab.ts': 'tests',
  'main/core/label/statements/uploads.ts': 'what browsers hand over, in the library’s cache',
  'main/headless/testing/test-host.ts': 'tests',
  'main/host/log.ts': 'the log',
};

/** The doors themselves, and what writes undo blocks into the library's folder. */
const doors = ['main/core/files/disk.ts', 'main/core/files/journal/undo-blocks.ts', 'main/core/files/write-disk.ts'];

const root = join(import.meta.dirname, '../../..');
const changing =
  /^(rm|rmdir|unlink|rename|writeFile|appendFile|write|writev|truncate|ftruncate|copyFile|cp|link|symlink|utimes|futimes|lutimes|chmod|fchmod|lchmod|chown|fchown|lchown|mkdir|mkdtemp|mkdtempDisposable)(Sync)?$|^createWriteStream$/;

/** Functions of node:fs that change something and that a source imports or calls. */
function changesOf(source: string): string[] {
  const found = new Set<string>();
  for (const [, clause = ''] of source.matchAll(
    /import\s+(?!type\b)([^;]*?)\s+from\s+'(?:node:)?fs(?:\/promises)?'/g,
  )) {
    const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
    for (const name of named.split(',')) {
      const imported = name.trim().split(/\s+as\s+/)[0] ?? '';
      if (changing.test(imported)) found.add(imported);
    }
    const all = /\*\s+as\s+(\w+)/.exec(clause)?.[1] ?? /^(\w+)/.exec(clause)?.[1];
    if (!all) continue;
    const handedOn = source.replace(clause, '').match(new RegExp(`(?<!typeof )\\b${all}\\b(?!\\s*[.:'(])`));
    if (handedOn) found.add('all of node:fs');
    for (const [, name = ''] of source.matchAll(new RegExp(`\\b${all}\\.(?:promises\\.)?(\\w+)`, 'g'))) {
      if (changing.test(name)) found.add(name);
    }
  }
  if (/(?:import|require)\(\s*'(?:node:)?fs/.test(source)) found.add('a dynamic import');
  return [...found];
}

test('only main/core/files changes what may be a user’s file', () => {
  const changers = listSourceFiles()
    .filter((file) => file.startsWith('main/') && !file.endsWith('.test.ts'))
    .filter((file) => !file.startsWith('main/core/files/') && !file.startsWith('main/core/testing/'))
    .map((file) => ({ file, changes: changesOf(readFileSync(join(root, file), 'utf8')) }))
    .filter(({ changes }) => changes.length > 0);
  const unknown = changers.filter(({ file }) => !(file in ownFiles));
  expect(unknown.map(({ file, changes }) => `${file}: ${changes.join(', ')}`)).toEqual([]);
  const stale = Object.keys(ownFiles).filter((file) => !changers.some((changer) => changer.file === file));
  expect(stale, 'Take these off the list').toEqual([]);
});

test('within main/core/files only the doors do', () => {
  const changers = listSourceFiles()
    .filter((file) => file.startsWith('main/core/files/') && !file.endsWith('.test.ts'))
    .filter((file) => changesOf(readFileSync(join(root, file), 'utf8')).length > 0);
  expect(changers.filter((file) => !doors.includes(file))).toEqual([]);
});

test('the guard sees every way to get at a function that changes files', () => {
  expect([
    changesOf("import { readFile, rm } from 'node:fs/promises';"),
    changesOf("import {\n  existsSync,\n  renameSync as move,\n} from 'node:fs';"),
    changesOf("import * as fs from 'node:fs';\nfs.promises.unlink(path);"),
    changesOf("import fs from 'fs';\nfs.truncateSync(path);"),
    changesOf("import * as fs from 'node:fs';\nexport const disk = fs;"),
    changesOf("const { rm } = await import('node:fs/promises');"),
    changesOf("import type { rm } from 'node:fs';\nimport { readFileSync } from 'node:fs';"),
  ]).toEqual([['rm'], ['renameSync'], ['unlink'], ['truncateSync'], ['all of node:fs'], ['a dynamic import'], []]);
});
