/** Where a command writes: results to `out`, everything else to `error`. */
export type Terminal = {
  writeOut(text: string): void;
  writeError(text: string): void;
  /** Whether a person watches `error`, where progress is drawn. */
  isWatched: boolean;
  columns(): number;
};

/** The process' own. Ends the process quietly when the reader of the results has gone, as in `ledgerline … | head`. */
export function processTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    writeOut: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    isWatched: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: () => process.stderr.columns || 80,
  };
}
