import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Core, createCore } from '../main/core/core.ts';
import type { Platform } from '../main/core/platform.ts';
import { type Call, createCall } from '../shared/client.ts';

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line of the report: what, how much, and the budget it is held against. */
export function report(what: string, figure: string, budget = ''): void {
  console.log(`${what.padEnd(58)} ${figure.padStart(22)}   ${budget}`.trimEnd());
}

export function round(value: number, digits = 1): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Longest waits of this thread's event loop while `work` runs, in milliseconds. */
export async function withLoopDelay<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; p50: number; p99: number; max: number }> {
  // The histogram counts the time between ticks, its resolution included.
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  try {
    const value = await work();
    const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
    return { value, p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
  } finally {
    delay.disable();
  }
}

export function benchFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `ledgerline-bench-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The real core as a host would open it, without a window. */
export async function openCore(home: string, options: Partial<Platform> = {}): Promise<{ core: Core; call: Call }> {
  const core = await createCore({
    home,
    version: 'bench',
    cores: 2,
    runAnalysis: false,
    speed: 'full',
    emit: () => undefined,
    logError: (message, error) => console.error(message, error),
    workerUrl: (name) => new URL(`../main/workers/${name}.worker.ts`, import.meta.url),
    now: () => Date.now(),
    host: { kind: 'browser', canReadDropPaths: false },
    ...options,
  });
  return { core, call: createCall(core.dispatch) };
}

/** Runs a peer's program if it is on the PATH; null where it is not or fails. */
export function runPeer(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv } = {},
): { ms: number; stdout: string } | null {
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...options.env },
  });
  return status === 0 ? { ms: performance.now() - startedAt, stdout } : null;
}
