import { join } from 'node:path';
import { type Core, createCore } from '#core/core.ts';
import type { Platform } from '#core/platform.ts';
import { type Call, createCall } from '#shared/client.ts';
import type { EventName, EventPayload } from '#shared/contract/index.ts';
import { placeNewLibrary } from './temp-library.ts';

export type TestCore = {
  core: Core;
  call: Call;
  /** What the windows were told, in order. */
  events: { name: EventName; payload: EventPayload<EventName> }[];
  /** Failures nobody expected; a test that causes none should find this empty. */
  logged: string[];
};

/** The whole core on a folder, as a host would run it, answering `call` and checking every answer. */
export async function openTestCore(home: string, options: Partial<Platform> = {}): Promise<TestCore> {
  const events: TestCore['events'] = [];
  const logged: string[] = [];
  placeNewLibrary(home);
  const core = await createCore({
    ...testPlatform(home, logged),
    emit: (name, payload) => events.push({ name, payload }),
    ...options,
  });
  return { core, call: createCall(core.dispatch), events, logged };
}

/** What a host would lend; failures nobody expected go to `logged`. */
export function testPlatform(home: string, logged: string[]): Platform {
  return {
    home,
    version: 'test',
    cores: 2,
    runAnalysis: true,
    speed: 'full',
    checkOutput: true,
    settleMs: 0,
    emit: () => undefined,
    logError: (message, error) => logged.push(`${message}: ${String(error)}`),
    workerUrl: (name) => new URL(`../../workers/${name}.worker.ts`, import.meta.url),
    trash: { dataHome: join(home, 'data') },
    now: () => Date.now(),
    host: { kind: 'browser', canReadDropPaths: false },
  };
}

/** The code of the error a call ends with, or 'no error'. */
export async function errorCode(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
