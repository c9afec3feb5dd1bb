import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { createCore } from '#core/core.ts';
import { type Call, createCall } from '#shared/client.ts';
import type { Output } from '#shared/contract/index.ts';
import type { Folder } from '#shared/contract/library/folders.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { createEventHub } from '../../host/event-hub.ts';
import { createLog } from '../../host/log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { headlessPlatform } from '../headless-platform.ts';
import { createProgressBars, formatCount, formatSpan } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { activityBars } from './activity-bars.ts';

export type ImportOptions = { paths: string[]; runAnalysis: boolean; asJson: boolean; home: string };

type ProblemId = Output<'problems.list'>['problems'][number]['id'];
type Failure = { path: string; code: ErrorCode };

/** Adds folders and files to the library, reads and analyses them, and says what came of it. */
export async function importPaths(options: ImportOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  const startedAt = performance.now();
  const hub = createEventHub();
  const bars = createProgressBars(terminal);
  const log = createLog(join(options.home, 'ledgerline.log'), bars.say);
  const core = await createCore(headlessPlatform({ ...options, hub, log, speed: 'full' }));
  try {
    const call = createCall(core.dispatch);
    const before = await call('tracks.count');
    hub.listen((name, payload) => {
      if (name === 'activity.changed' && 'activities' in payload) bars.show(activityBars(payload.activities));
    });
    const added = await addAll(call, options.paths);
    await untilStopped(core.waitForIdle(), stop.signal);
    bars.clear();
    const failures = [...added.failures, ...(await listFailures(call, added.folders, added.paths))];
    const after = await call('tracks.count');
    for (const { path, code } of failures) terminal.writeError(`${path}: ${wordsOf(code)}\n`);
    const seconds = (performance.now() - startedAt) / 1000;
    const isStopped = stop.exitCode() !== null;
    const newTracks = after.total - before.total;
    if (options.asJson) {
      const { total: tracks, analysed } = after;
      const summary = { added: newTracks, tracks, analysed, problems: failures, seconds: round(seconds), isStopped };
      terminal.writeOut(`${JSON.stringify(summary)}\n`);
    } else {
      terminal.writeOut(
        `${formatCount(newTracks)} new tracks; ${formatCount(after.total)} in the library, ` +
          `${formatCount(after.analysed)} analysed; ${formatCount(failures.length)} problems; ${formatSpan(seconds)}\n`,
      );
    }
    if (isStopped) terminal.writeError('Stopped. The same command goes on where this one ended.\n');
    return stop.exitCode() ?? (failures.length > 0 ? exitCodes.failed : exitCodes.allWell);
  } finally {
    bars.clear();
    await core.close();
  }
}

async function addAll(call: Call, paths: readonly string[]) {
  const failures: Failure[] = [];
  const known: string[] = [];
  const ids = new Set<number>();
  for (const path of paths) {
    try {
      const absolute = resolve(path);
      ids.add((await call('folders.add', { path: absolute })).id);
      known.push(await realpath(absolute));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failures.push({ path, code: error.code });
    }
  }
  const folders = (await call('folders.list')).filter(({ id }) => ids.has(id));
  return { failures, paths: known, folders };
}

/** Problems of the library that lie under the imported paths, whenever they were found. */
async function listFailures(call: Call, folders: readonly Folder[], paths: readonly string[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  const pageSize = 500;
  let after: ProblemId | undefined;
  for (;;) {
    const { problems } = await call('problems.list', { limit: pageSize, ...(after ? { after } : {}) });
    for (const problem of problems) {
      const candidates = folders.filter(({ name }) => name === problem.folderName);
      const path = candidates
        .map((folder) => join(folder.path, ...problem.path.split('/')))
        .find((file) => paths.some((imported) => isWithin(file, imported)));
      if (path !== undefined) failures.push({ path, code: problem.code });
    }
    const last = problems.at(-1);
    if (problems.length < pageSize || !last) return failures.reverse();
    after = last.id;
  }
}

function isWithin(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

/** Resolves with the work, or as soon as somebody asks to stop; what is left stays in the queue. */
function untilStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolvePromise, reject) => {
    if (signal.aborted) resolvePromise();
    signal.addEventListener('abort', () => resolvePromise(), { once: true });
    work.then(resolvePromise, reject);
  });
}

function wordsOf(code: ErrorCode): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
