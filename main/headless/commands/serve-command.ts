import { join, resolve } from 'node:path';
import type { Core } from '#core/core.ts';
import { openCore } from '#core/open-core.ts';
import { type Call, createCall } from '#shared/client.ts';
import { AppError } from '#shared/errors.ts';
import { readBundle } from '../../host/bundle-files.ts';
import { createEventHub } from '../../host/event-hub.ts';
import { createLog, type Log } from '../../host/log.ts';
import type { Share } from '../arguments.ts';
import { buildWindow } from '../build-window.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { headlessPlatform } from '../headless-platform.ts';
import { type HttpHost, startHttpHost } from '../http/http-host.ts';
import { addressesToPrint, ownNames } from '../http/own-names.ts';
import { createProgressBars } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { activityBars } from './activity-bars.ts';

export type ServeOptions = {
  paths: string[];
  port: number | undefined;
  home: string;
  share: Share | null;
  /** Told the first address, for opening a browser. */
  onAddress?(address: string): unknown;
};

/** Serves the library and its window to browsers on this machine until somebody asks to stop. */
export async function serve(options: ServeOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  const bars = createProgressBars(terminal);
  const bundle = await readBundle(await buildWindow(bars.say));
  const hub = createEventHub();
  const log = createLog(join(options.home, 'ledgerline.log'), bars.say);
  let sharedAt: string[] = [];
  const core = await openCore(
    headlessPlatform({
      ...{ home: options.home, hub, log, runAnalysis: true, runWatch: true },
      ...(options.share ? { sharedAt: () => sharedAt } : {}),
    }),
  );
  try {
    const print = (text: string) => bars.pause(() => terminal.writeOut(`${text}\n`));
    const say = throttled(print);
    const parts = { dispatch: core.dispatch, media: core.media, hub, bundle };
    const host = await startHttpHost({
      ...parts,
      ...(options.port === undefined ? {} : { port: options.port }),
      now: () => Date.now(),
      logError: log.error,
      onTokenUsed: () => say(() => `For another window: ${host.newAddress()}`),
      onTokenRefused: () => say(() => `That address was used or is too old. Use ${host.newAddress()}`),
    });
    let team: HttpHost | null = null;
    try {
      const address = host.newAddress();
      print(`Ledgerline is at ${address}`);
      if (options.share) {
        const shared = await shareWith(options.share, { ...parts, accounts: core.accounts, log });
        team = shared.host;
        sharedAt = shared.addresses;
        print(`Members with accounts come in at ${sharedAt.join(' or ')}`);
      }
      options.onAddress?.(address);
      hub.listen((name, payload) => {
        if (name === 'activity.changed' && 'activities' in payload) bars.show(activityBars(payload.activities));
      });
      await addFolders(createCall(core.dispatch), options.paths, terminal);
      await stopped(stop.signal);
    } finally {
      await team?.close();
      await host.close();
    }
  } finally {
    bars.clear();
    await core.close();
  }
  return stop.exitCode() ?? exitCodes.allWell;
}

type ShareParts = Pick<Parameters<typeof startHttpHost>[0], 'dispatch' | 'media' | 'hub' | 'bundle'> & {
  accounts: Core['accounts'];
  log: Log;
};

/** A second door, for members of the workspace on the network; the one on this machine stays as it is. */
async function shareWith(
  { bind = '0.0.0.0', port, names: given }: Share,
  { accounts, log, ...parts }: ShareParts,
): Promise<{ host: HttpHost; addresses: string[] }> {
  const names = ownNames(bind, given);
  const host = await startHttpHost({
    ...parts,
    ...(port === undefined ? {} : { port }),
    now: () => Date.now(),
    logError: log.error,
    team: { accounts, bind, names },
  });
  return { host, addresses: addressesToPrint(names, host.port) };
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
