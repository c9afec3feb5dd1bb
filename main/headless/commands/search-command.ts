import { join } from 'node:path';
import { createReadOnlyCore, type FoundTracks } from '#core/read-only-core.ts';
import { createLog } from '../../host/log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { workerUrl } from '../headless-platform.ts';
import { formatSpan } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { trackJson } from './track-json.ts';

export type SearchOptions = { query: string; limit: number | undefined; asJson: boolean; home: string };

/** Lists tracks, also while another Ledgerline has the library open. */
export async function searchTracks(options: SearchOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  const log = createLog(join(options.home, 'ledgerline.log'), (line) => terminal.writeError(`${line}\n`));
  const core = createReadOnlyCore({ home: options.home, workerUrl, logError: log.error });
  try {
    const sort = [
      { field: 'artist' as const, direction: 'ascending' as const },
      { field: 'title' as const, direction: 'ascending' as const },
    ];
    const found = await core.search(options.query, sort, options.limit ?? Number.MAX_SAFE_INTEGER);
    if (found.errors.length > 0) {
      for (const error of found.errors) terminal.writeError(`${explain(error, options.query)}\n`);
      return exitCodes.wrongUsage;
    }
    for (const portion of found.portions) {
      const lines = portion.map((track) => (options.asJson ? JSON.stringify(trackJson(track)) : textLine(track)));
      terminal.writeOut(lines.map((line) => `${line}\n`).join(''));
      // Lets Ctrl+C in between.
      await new Promise((resolve) => setImmediate(resolve));
      if (stop.signal.aborted) break;
    }
    return stop.exitCode() ?? exitCodes.allWell;
  } finally {
    await core.close();
  }
}

function explain(error: FoundTracks['errors'][number], query: string): string {
  const term = query.slice(error.start, error.end);
  const hint = error.suggestion === null ? '' : ` Did you mean ${error.suggestion}?`;
  switch (error.code) {
    case 'UNKNOWN_FIELD':
      return `${term}: there is no field "${error.field}".${hint}`;
    default:
      return `${term}: the field "${error.field}" cannot have this value.${hint}`;
  }
}

/** Cells between tabs; what would break the line is a space. */
function textLine(track: Parameters<typeof trackJson>[0]): string {
  const facts = trackJson(track);
  const cells = [
    facts.bpm === null ? '' : facts.bpm.toFixed(2),
    facts.camelot ?? '',
    facts.durationMs === null ? '' : formatSpan(facts.durationMs / 1000),
    facts.artist,
    facts.title,
    facts.path,
  ];
  return cells.map((cell) => cell.replaceAll(/[\t\r\n]/g, ' ')).join('\t');
}
