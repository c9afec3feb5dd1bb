import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Settings } from '#shared/contract/settings.ts';
import { Pace } from './pace.ts';

let now = 0;
let speed: Settings['speed'] = 'normal';
let isOnBattery = false;
let told: number[] = [];
let pace: Pace;

beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
  speed = 'normal';
  isOnBattery = false;
  told = [];
  pace = new Pace({
    cores: 4,
    speed: () => speed,
    isOnBattery: () => isOnBattery,
    now: () => now,
    onChange: (threads) => told.push(threads),
  });
});
afterEach(() => {
  pace.close();
  vi.useRealTimers();
});

function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

test('all cores work until somebody uses the window, and again a while after', () => {
  expect(pace.threads).toBe(4);
  pace.noteUse();
  pass(30_000);
  expect(pace.threads).toBe(1);
  pace.noteUse();
  pass(45_000);
  expect(pace.threads).toBe(1);
  pass(30_000);
  expect(pace.threads).toBe(4);
  expect(told).toEqual([1, 4]);
});

test('one thread works on the battery, all when the plug is back', () => {
  isOnBattery = true;
  pass(15_000);
  expect(pace.threads).toBe(1);
  isOnBattery = false;
  pass(15_000);
  expect(pace.threads).toBe(4);
});

test('who chose full gets all cores, who chose quiet gets one', () => {
  isOnBattery = true;
  speed = 'full';
  pace.noteUse();
  expect(pace.threads).toBe(4);
  isOnBattery = false;
  speed = 'quiet';
  pace.update();
  expect(pace.threads).toBe(1);
});
