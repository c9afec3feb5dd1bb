import { listBackups, restoreBackup } from '#core/backups/maintenance.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';

export type RestoreOptions = { home: string; which: string | null; asJson: boolean };

/** Puts a backup in the place of the library, or lists the backups there are. */
export function restoreLibrary({ home, which, asJson }: RestoreOptions, terminal: Terminal): ExitCode {
  if (which === null) {
    for (const { name, kind, at, sizeBytes } of listBackups(home)) {
      const line = { name, kind, at: new Date(at).toISOString(), sizeBytes };
      terminal.writeOut(`${asJson ? JSON.stringify(line) : `${line.at}  ${kind.padEnd(9)}  ${name}`}\n`);
    }
    return exitCodes.allWell;
  }
  const restored = restoreBackup(home, which, Date.now());
  terminal.writeOut(
    asJson
      ? `${JSON.stringify(restored)}\n`
      : `Restored ${restored.name}. What was there is kept in ${restored.keptFolder}\n`,
  );
  return exitCodes.allWell;
}
