import { join, resolve } from 'node:path';
import { listBackups, restoreBackup } from '#core/backups/maintenance.ts';
import { createCore } from '#core/core.ts';
import { createCall } from '#shared/client.ts';
import { createEventHub } from '../../host/event-hub.ts';
import { createLog } from '../../host/log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { headlessPlatform } from '../headless-platform.ts';
import type { Terminal } from '../terminal/terminal.ts';

export type RestoreOptions = { home: string; which: string | null; asJson: boolean };

/** Puts a backup in the place of the library, takes an export in, or lists the backups there are. */
export async function restoreLibrary(options: RestoreOptions, terminal: Terminal): Promise<ExitCode> {
  const { home, which, asJson } = options;
  if (which === null) return listThem(options, terminal);
  if (which.endsWith('.jsonl')) return readExport(home, which, asJson, terminal);
  const restored = restoreBackup(home, which, Date.now());
  const { name, keptFolder } = restored;
  const said = `Restored ${name}. What was there is kept in ${keptFolder}`;
  terminal.writeOut(`${asJson ? JSON.stringify(restored) : said}\n`);
  return exitCodes.allWell;
}

function listThem({ home, asJson }: RestoreOptions, terminal: Terminal): ExitCode {
  for (const { name, kind, at, sizeBytes } of listBackups(home)) {
    const line = { name, kind, at: new Date(at).toISOString(), sizeBytes };
    terminal.writeOut(`${asJson ? JSON.stringify(line) : `${line.at}  ${kind.padEnd(9)}  ${name}`}\n`);
  }
  return exitCodes.allWell;
}

/** Gives tracks that were imported anew what an export still knows of them. */
async function readExport(home: string, file: string, asJson: boolean, terminal: Terminal): Promise<ExitCode> {
  const log = createLog(join(home, 'ledgerline.log'), (line) => terminal.writeError(`${line}\n`));
  const core = await createCore(headlessPlatform({ home, hub: createEventHub(), log, runAnalysis: false }));
  try {
    const { matched, unmatched } = await createCall(core.dispatch)('backups.readExport', { path: resolve(file) });
    const said = `${matched} tracks of the export are in the library, ${unmatched} are not`;
    terminal.writeOut(`${asJson ? JSON.stringify({ matched, unmatched }) : said}\n`);
    return exitCodes.allWell;
  } finally {
    await core.close();
  }
}
