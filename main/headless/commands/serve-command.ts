import { join, resolve } from 'node:path';
import { openCore } from '#core/open-core.ts';
import { type Call, createCall } from '#shared/client.ts';
import { AppError } from '#shared/errors.ts';
import { readBundle } from '../../host/bundle-files.ts';
import { createEventHub } from '../../host/event-hub.ts';
import { createLog } from '../../host/log.ts';
import { buildWindow } from '../build-window.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { headlessPlatform } from '../headless-platform.ts';
import { startHttpHost } from '../http/http-host.ts';
import { createProgressBars } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { activityBars } from './activity-bars.ts';

export type ServeOptions = {
  paths: string[];
  port: number | undefined;
  home: string;
  /** Told the first address, for opening a browser. */
  onAddress?(address: string): unknown;
};

/** Serves the library and its window to browsers on this machine until somebody asks to stop. */
export async function serve(options: ServeOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  const bars = createProgressBars(terminal);
  const bundle = await readBundle(await buildWindow(bars.say));
  const hub = createEventHub();
  const log = createLog(join(options.home, 'ledgerline.log'), bars.say);
  const core = await openCore(headlessPlatform({ home: options.home, hub, log, runAnalysis: true, runWatch: true }));
  try {
    const print = (text: string) => bars.pause(() => terminal.writeOut(`${text}\n`));
    const say = throttled(print);
    const host = await startHttpHost({
      dispatch: core.dispatch,
      media: core.media,
      hub,
      bundle,
      ...(options.port === undefined ? {} : { port: options.port }),
      now: () => Date.now(),
      logError: log.error,
      onTokenUsed: () => say(() => `For another window: ${host.newAddress()}`),
      onTokenRefused: () => say(() => `That address was used or is too old. Use ${host.newAddress()}`),
    });
    try {
      const address = host.newAddress();
      print(`Ledgerline is at ${address}`);
      options.onAddress?.(address);
      hub.listen((name, payload) => {
        if (name === 'activity.changed' && 'activities' in payload) bars.show(activityBars(payload.activities));
      });
      await addFolders(createCall(core.dispatch), options.paths, terminal);
      await stopped(stop.signal);
    } finally {
      await host.close();
    }
  } finally {
    bars.clear();
    await core.close();
  }
  return stop.exitCode() ?? exitCodes.allWell;
}

async function addFolders(call: Call, paths: readonly string[], terminal: Terminal): Promise<void> {
  for (const path of paths) {
    try {
      await call('folders.add', { path: resolve(path) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      terminal.writeError(`${path}: ${error.message}\n`);
    }
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolvePromise) => {
    if (signal.aborted) resolvePromise();
    else signal.addEventListener('abort', () => resolvePromise(), { once: true });
  });
}

/** At most one line a second, so that nobody can fill the terminal. */
function throttled(write: (text: string) => void): (text: () => string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    write(text());
  };
}
