import { useEffect, useSyncExternalStore } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { TimeEntry, TimerQuestion } from '#shared/contract/time.ts';
import { queryClient, useCall } from '../../api/query.ts';

type Running = Output<'time.running'>;

/** The timer that runs, with the moment the core would say it is: a window may be on another machine. */
export function useRunning(): { entry: TimeEntry | null; question: TimerQuestion | null; ahead: number } {
  const { data, dataUpdatedAt } = useCall('time.running');
  return { entry: data?.entry ?? null, question: data?.question ?? null, ahead: data ? data.now - dataUpdatedAt : 0 };
}

export function currentRunning(): Running | undefined {
  return queryClient.getQueryData<Running>(['time.running', null]);
}

/** Asks for the figures on screen again once a minute while a timer adds to them. */
export function useMinutes(): void {
  const { entry } = useRunning();
  const minute = useNow(60_000);
  const id = entry?.id;
  useEffect(() => {
    if (id === undefined || minute === 0) return;
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [method] }) => method === 'time.week' || method === 'time.day',
    });
  }, [id, minute]);
}

/** Now, told anew every so many milliseconds. */
export function useNow(everyMs: number): number {
  const beat = beatOf(everyMs);
  return useSyncExternalStore(beat.subscribe, beat.read);
}

/** Whole minutes since a moment, told when another one is full: not with the minutes of the clock on the wall. */
export function useMinutesSince(startAt: number): number {
  const beat = beatOf(1000);
  return useSyncExternalStore(beat.subscribe, () => Math.max(0, Math.floor((beat.read() - startAt) / 60_000)));
}

function beatOf(everyMs: number): Beat {
  const beat = beats.get(everyMs) ?? makeBeat(everyMs);
  beats.set(everyMs, beat);
  return beat;
}

type Beat = { subscribe: (listener: () => void) => () => void; read: () => number };
const beats = new Map<number, Beat>();

/** One clock for all that show it; it stands still while nobody does. */
function makeBeat(everyMs: number): Beat {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    now = Date.now();
    timer = setTimeout(tick, everyMs - (now % everyMs));
    for (const listener of listeners) listener();
  };
  return {
    read: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) tick();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}
