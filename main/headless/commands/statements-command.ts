import { resolve } from 'node:path';
import type { StatementDraft } from '#shared/contract/statements.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { formatCount } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { withLibrary } from './programs-command.ts';

export type ImportStatementsOptions = { files: string[]; asJson: boolean; home: string };

/** Imports statements whose kind is known and that ask nothing; the others are named, each with its reason. */
export function importStatements(
  options: ImportStatementsOptions,
  terminal: Terminal,
  stop: StopSignal,
): Promise<ExitCode> {
  return withLibrary(options, terminal, stop, async (call, waitForIdle) => {
    const { ids } = await call('statements.look', { files: options.files.map((file) => ({ path: resolve(file) })) });
    await waitForIdle();
    const reasons = new Map<number, string>();
    for (const id of ids) {
      // One that cannot be imported keeps no other out.
      await call('statements.import', { ids: [id] }).catch((error: Error) => reasons.set(id, error.message));
      await waitForIdle();
    }
    const drafts = (await call('statements.drafts')).filter(({ id }) => ids.includes(id));
    for (const draft of drafts) tell(draft, reasons.get(draft.id), options, terminal);
    return drafts.every(({ state }) => state === 'done') ? exitCodes.allWell : exitCodes.failed;
  });
}

function tell(
  draft: StatementDraft,
  reason: string | undefined,
  { asJson }: ImportStatementsOptions,
  terminal: Terminal,
): void {
  const { fileName, state, error, statementId, preview } = draft;
  const { formatName = '', rows = 0, totals = [], needs = [], errorCount = 0, problems = [] } = preview ?? {};
  if (asJson) {
    const facts = { file: fileName, state, error, statementId, format: formatName, rows, totals, needs, errorCount };
    terminal.writeOut(`${JSON.stringify({ ...facts, reason: reason ?? null })}\n`);
    return;
  }
  if (state === 'done') {
    const sums = totals.map(({ currency, net }) => `${net} ${currency}`).join(', ');
    terminal.writeOut(`${fileName}: ${formatName}, ${formatCount(rows)} rows, ${sums || 'no money'}\n`);
    return;
  }
  terminal.writeError(`${fileName}: ${error ?? reason ?? state}\n`);
  if (errorCount === 0) return;
  for (const { line, code, text } of problems.slice(0, 20))
    terminal.writeError(`  row ${line}: ${code} ${text}`.trimEnd().concat('\n'));
}
