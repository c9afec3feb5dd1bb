import { join, resolve } from 'node:path';
import { createCore } from '#core/core.ts';
import { type Call, createCall } from '#shared/client.ts';
import type { Output } from '#shared/contract/index.ts';
import { exportOptions, importOptions, type PathRule } from '#shared/contract/interop.ts';
import type { FormatId, TableColumn } from '#shared/contract/interop-formats.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { createEventHub } from '../../host/event-hub.ts';
import { createLog } from '../../host/log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { headlessPlatform } from '../headless-platform.ts';
import { createProgressBars, formatCount } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { activityBars } from './activity-bars.ts';

export type ImportLibraryOptions = { file: string; rules: PathRule[]; asJson: boolean; home: string };
export type ExportOptions = {
  format: FormatId;
  target: string;
  playlists: string[];
  query: string | undefined;
  columns: TableColumn[] | undefined;
  rules: PathRule[];
  asJson: boolean;
  home: string;
};

/** Imports another program's library, and names what was not placed. */
export function importLibrary(options: ImportLibraryOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  return withLibrary(options, terminal, stop, async (call, waitForIdle) => {
    const { format } = await call('interop.openImport', { path: resolve(options.file) });
    await waitForIdle();
    failOn(await call('interop.getImport'));
    // Without rules of the user those that fit are found.
    const paths = options.rules.length > 0 ? options.rules : null;
    await call('interop.runImport', { options: importOptions.parse({ paths }) });
    await waitForIdle();
    const state = failOn(await call('interop.getImport'));
    const misses = await allMisses(call, state.reportId);
    for (const { artist, title, location, reason } of misses) {
      terminal.writeError(`${reason}: ${[artist, title].filter(Boolean).join(' - ')} ${location}`.trimEnd());
      terminal.writeError('\n');
    }
    const { counts } = state;
    if (options.asJson) {
      terminal.writeOut(`${JSON.stringify({ format, paths: state.paths, counts, misses })}\n`);
    } else {
      terminal.writeOut(
        `${formatCount(counts.matched)} of ${formatCount(counts.tracks)} tracks found, ` +
          `${formatCount(counts.playlists)} playlists made; ${formatCount(misses.length)} not placed\n`,
      );
    }
    return misses.length > 0 ? exitCodes.failed : exitCodes.allWell;
  });
}

/** Writes a file for another program, or a folder of lists, and says what changed since the last time. */
export function exportLibrary(options: ExportOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  return withLibrary(options, terminal, stop, async (call, waitForIdle) => {
    const ids = await playlistsNamed(call, options.playlists);
    const found = options.query === undefined ? null : await tracksFound(call, options.query);
    const lists = options.playlists.length > 0 ? { type: 'playlists', ids } : { type: 'all' };
    const scope = found ? { type: 'tracks', ids: found } : lists;
    await call('interop.export', {
      format: options.format,
      path: resolve(options.target),
      options: exportOptions.parse({ scope, paths: options.rules, columns: options.columns }),
    });
    await waitForIdle();
    const { result } = failOn(await call('interop.getExport'));
    if (!result) throw new AppError('INTERNAL', 'The export ended without a result.');
    const { tracks, files } = result;
    if (options.asJson) terminal.writeOut(`${JSON.stringify({ format: options.format, ...result })}\n`);
    else {
      terminal.writeOut(
        `${formatCount(tracks.added)} new, ${formatCount(tracks.changed)} changed, ${formatCount(tracks.same)} the same, ` +
          `${formatCount(tracks.gone)} gone; ${formatCount(files.written)} files written\n`,
      );
    }
    return exitCodes.allWell;
  });
}

const idsPerCall = 100_000;

/** Throws NOT_FOUND where it finds none, and what is wrong with the query. */
async function tracksFound(call: Call, text: string): Promise<TrackId[]> {
  const { view, total } = await call('tracks.openView', { slot: 'export', text, sort: [] });
  const ids: TrackId[] = [];
  while (ids.length < total) {
    const more = await call('tracks.viewIds', { view, start: ids.length, count: idsPerCall });
    if (more.length === 0) break;
    ids.push(...more);
  }
  if (ids.length === 0) throw new AppError('NOT_FOUND', 'This query finds no track.');
  return ids;
}

/** Opens the library for one piece of work, with bars of what it does, and closes it. */
export async function withLibrary(
  { home }: { home: string },
  terminal: Terminal,
  stop: StopSignal,
  work: (call: Call, waitForIdle: () => Promise<void>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const hub = createEventHub();
  const bars = createProgressBars(terminal);
  const log = createLog(join(home, 'ledgerline.log'), bars.say);
  const core = await createCore(headlessPlatform({ home, runAnalysis: false, hub, log, speed: 'full' }));
  const call = createCall(core.dispatch);
  const cancel = () => {
    for (const id of ['import', 'export']) void call('activity.cancel', { id });
  };
  stop.signal.addEventListener('abort', cancel, { once: true });
  try {
    hub.listen((name, payload) => {
      if (name === 'activity.changed' && 'activities' in payload) bars.show(activityBars(payload.activities));
    });
    const code = await work(call, async () => {
      await core.waitForIdle();
      bars.clear();
    });
    return stop.exitCode() ?? code;
  } catch (error) {
    if (stop.exitCode() !== null) return stop.exitCode() as ExitCode;
    throw error;
  } finally {
    stop.signal.removeEventListener('abort', cancel);
    bars.clear();
    await core.close();
  }
}

/** The state, or the failure it ended with as an error. */
function failOn<State extends { error: ErrorCode | null }>(state: State | null): State {
  if (!state) throw new AppError('NOT_FOUND', 'Nothing was begun.');
  if (state.error === 'FILE_EXISTS') {
    throw new AppError('FILE_EXISTS', 'Another file has that name already, or our export was changed since.');
  }
  if (state.error) throw new AppError(state.error, 'It ended with an error, and nothing was changed.');
  return state;
}

const missPage = 500;

async function allMisses(call: Call, reportId: number | null): Promise<Output<'interop.misses'>['misses']> {
  const all: Output<'interop.misses'>['misses'] = [];
  if (reportId === null) return all;
  for (;;) {
    const { total, misses } = await call('interop.misses', { reportId, start: all.length, count: missPage });
    all.push(...misses);
    if (all.length >= total || misses.length === 0) return all;
  }
}

/** Throws NOT_FOUND for a name that no playlist has. */
async function playlistsNamed(call: Call, names: readonly string[]): Promise<PlaylistId[]> {
  const known = await call('playlists.list');
  return names.flatMap((name) => {
    const found = known.filter((playlist) => playlist.name === name);
    if (found.length === 0) throw new AppError('NOT_FOUND', `There is no playlist "${name}".`);
    return found.map(({ id }) => id);
  });
}
