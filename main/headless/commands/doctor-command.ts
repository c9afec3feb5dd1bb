import { examineLibrary } from '#core/backups/maintenance.ts';
import type { Finding } from '#shared/contract/backups.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { formatCount } from '../terminal/progress-bar.ts';
import type { Terminal } from '../terminal/terminal.ts';

const marks: Readonly<Record<Finding['outcome'], string>> = { well: 'ok  ', warning: 'note', bad: 'BAD ' };

/** Looks at everything that must be right and explains what is not. Changes nothing. */
export function runDoctor(options: { home: string; asJson: boolean }, terminal: Terminal): ExitCode {
  const findings = examineLibrary(options.home);
  for (const finding of findings) {
    terminal.writeOut(
      options.asJson ? `${JSON.stringify(finding)}\n` : `${marks[finding.outcome]}  ${explain(finding)}\n`,
    );
  }
  const bad = findings.filter(({ outcome }) => outcome === 'bad');
  for (const { check, detail } of bad) terminal.writeError(`${check}: ${detail}\n`);
  return bad.length > 0 ? exitCodes.failed : exitCodes.allWell;
}

function explain({ check, outcome, count, detail }: Finding): string {
  const isWell = outcome === 'well';
  switch (check) {
    case 'database':
      return isWell
        ? 'The library file is whole.'
        : `The library file is damaged (${detail}). Close Ledgerline and run: ledgerline restore latest`;
    case 'references':
      return isWell ? 'All rows belong together.' : `${count} rows of ${detail} belong to nothing.`;
    case 'searchIndex':
      return isWell ? 'The search index holds every track.' : `The search index is off by ${count} tracks.`;
    case 'journal':
      return isWell
        ? 'No change of files was left half-way.'
        : `${count} changes of files were stopped. History offers to go on with them or to undo them.`;
    case 'temporaryFiles':
      return isWell
        ? 'No temporary file of Ledgerline lies in your folders.'
        : `${count} temporary files of Ledgerline are left, such as ${detail}. They go with the next start.`;
    case 'folders':
      return isWell ? 'All folders are there.' : `${count} folders are not connected, such as ${detail}.`;
    case 'backups':
      if (isWell) return `${count} backups; the newest can be used (${detail}).`;
      return count === 0
        ? 'There is no backup yet. Ledgerline makes one while it is open.'
        : `The newest of ${count} backups cannot be used (${detail}).`;
    case 'space':
      return `${formatCount(Math.round(count / 1e6))} MB are free on the library's disk.`;
    default:
      return isWell ? 'What undo needs is there.' : `${count} written files can no longer be undone.`;
  }
}
