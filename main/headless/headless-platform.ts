import { availableParallelism } from 'node:os';
import type { Platform, WorkerName } from '#core/platform.ts';
import packageFile from '../../package.json' with { type: 'json' };
import type { EventHub } from '../host/event-hub.ts';
import type { Log } from '../host/log.ts';
import { isOnBattery } from '../host/on-battery.ts';

export const { version } = packageFile;

/** What plain Node lends to the core: no dialogs, and no window of its own. */
export function headlessPlatform(options: {
  home: string;
  hub: EventHub;
  log: Log;
  runAnalysis: boolean;
  runWatch?: boolean;
  speed?: NonNullable<Platform['speed']>;
  sharedAt?: () => string[];
}): Platform {
  const { home, hub, log, runAnalysis, runWatch = false, speed, sharedAt } = options;
  return {
    home,
    version,
    cores: availableParallelism(),
    runAnalysis,
    runWatch,
    ...(speed === undefined ? {} : { speed }),
    ...(sharedAt === undefined ? {} : { sharedAt }),
    emit: hub.emit,
    logError: log.error,
    workerUrl,
    now: () => Date.now(),
    isOnBattery: () => isOnBattery(),
    host: { kind: 'browser', canReadDropPaths: false },
    ...standIns(process.env.LEDGERLINE_SERVICE_URLS),
  };
}

/** Services of our own in place of the real ones, for tests: on this machine only, so that no setting can send keys elsewhere. */
export function standIns(text: string | undefined): Pick<Platform, 'serviceUrls'> {
  if (text === undefined) return {};
  const serviceUrls = JSON.parse(text) as Record<string, unknown>;
  for (const url of Object.values(serviceUrls)) {
    if (typeof url !== 'string' || !/^http:\/\/127\.0\.0\.1:\d+$/.test(url)) {
      throw new Error('LEDGERLINE_SERVICE_URLS names services at http://127.0.0.1:PORT, as JSON');
    }
  }
  return { serviceUrls: serviceUrls as Record<string, string> };
}

export function workerUrl(name: WorkerName): URL {
  return new URL(`../workers/${name}.worker.ts`, import.meta.url);
}
