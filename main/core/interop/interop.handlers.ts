import { isAbsolute, normalize } from 'node:path';
import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import { toFileError } from '#core/files/file-error.ts';
import { placeFile } from '#core/files/place-file.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { ImportMiss, interopContract } from '#shared/contract/interop.ts';
import { AppError } from '#shared/errors.ts';
import { draftPath, dropDraft, writeDraft } from './export/draft-file.ts';
import { listTargets, removeTarget } from './export/export-targets.repository.ts';
import { foreignFormats } from './formats.ts';
import { countMisses, listMisses, listReports } from './import/import-reports.repository.ts';

export function interopHandlers(context: Context): Handlers<typeof interopContract> {
  const { db, disk, changes, interop } = context;
  const { importer, exporter } = interop;
  return {
    'interop.formats': () =>
      foreignFormats.map(({ id, extensions, read, write, holds }) => ({
        ...{ id, holds, extension: extensions[0] ?? '', canRead: read !== undefined, canWrite: write !== undefined },
      })),
    'interop.openImport': async ({ path }) => ({ format: (await importer.open(whole(path))).id }),
    'interop.previewImport': ({ options }) => importer.preview(options),
    'interop.runImport': ({ options }) => importer.run(options),
    'interop.closeImport': () => importer.close(),
    'interop.getImport': () => importer.state,
    'interop.reports': () => listReports(db),
    'interop.misses': ({ reportId, start, count }) => ({
      total: countMisses(db, reportId),
      misses: listMisses(db, reportId, start, count),
    }),
    'interop.saveMisses': async ({ reportId, path }) => {
      countMisses(db, reportId);
      const draft = draftPath(interop.drafts);
      try {
        await writeDraft(draft, missesAsCsv(db, reportId), new AbortController().signal);
        await placeFile(disk, draft, whole(path), null);
      } catch (error) {
        throw toFileError(error);
      } finally {
        await dropDraft(draft);
      }
    },
    'interop.export': ({ format, path, options }) => exporter.start(format, whole(path), options),
    'interop.cancelExport': () => exporter.cancel(),
    'interop.getExport': () => exporter.state,
    'interop.targets': () => listTargets(db),
    'interop.forgetTarget': ({ id }) => {
      removeTarget(db, id);
      changes.add({ topics: ['interop'] });
    },
  };
}

/** What a user types is no path from wherever the program was started. */
function whole(path: string): string {
  if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', 'Expected the whole path of a file.');
  return normalize(path);
}

const missPage = 500;

/** With a byte order mark, without which spreadsheets take it for an old encoding. */
function* missesAsCsv(db: Db, reportId: number): Generator<string> {
  yield `\ufeffreason,artist,title,location\r\n`;
  for (let start = 0; ; start += missPage) {
    const misses = listMisses(db, reportId, start, missPage);
    for (const miss of misses) yield csvLine(miss);
    if (misses.length < missPage) return;
  }
}

function csvLine({ reason, artist, title, location }: ImportMiss): string {
  return `${[reason, artist, title, location].map(csvCell).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula is told to be text. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
