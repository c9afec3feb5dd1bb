import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { Activity } from '#shared/contract/activity.ts';
import { type WindowCommand, windowCommands } from '#shared/window-commands.ts';
import { applicationMenu } from './menu.ts';
import { trayMenu, trayToolTip } from './tray-menu.ts';
import { workProgress } from './work-progress.ts';

function itemsOf(menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

function press(item: MenuItemConstructorOptions | undefined): void {
  (item?.click as (() => void) | undefined)?.();
}

for (const platform of ['darwin', 'win32', 'linux'] as const) {
  test(`the menu of ${platform} reaches every command once, and leaves keys to the window`, () => {
    const asked: WindowCommand[] = [];
    const items = itemsOf(applicationMenu({ platform, isPackaged: true, run: (command) => asked.push(command) }));
    const own = items.filter(({ click }) => click !== undefined);
    for (const item of own) press(item);
    expect(asked.toSorted()).toEqual([...windowCommands].toSorted());
    expect(own.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
    const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]));
    expect(new Set(keys).size).toBe(keys.length);
    // Rating by Mod+0 to Mod+5 must not zoom.
    expect(keys.filter((key) => /^(CmdOrCtrl|Cmd|Ctrl)\+[0-5]$/.test(key))).toEqual([]);
    expect(items.some(({ role }) => role === 'quit')).toBe(true);
    expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
  });
}

test('the window knows every command of the menus', () => {
  const root = join(import.meta.dirname, '..', '..', 'renderer');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const sources = files
    .filter((name) => !name.includes('.test.'))
    .map((name) => readFileSync(join(root, name), 'utf8'));
  const unknown = windowCommands.filter((command) => !sources.some((source) => source.includes(`id: '${command}'`)));
  expect(unknown, 'Register these in renderer/features/*/*.commands.ts, or take them off the menus').toEqual([]);
});

const scan: Activity = {
  id: 'scan-1',
  kind: 'scan',
  state: 'running',
  subject: 'Music',
  done: 1500,
  total: 6000,
  failed: 0,
  rate: 2000,
  workers: 2,
  secondsLeft: 2,
  finishedAt: null,
};
const analysis: Activity = { ...scan, id: 'analysis', kind: 'analysis', done: 500, total: 2000 };

test('long work is one figure and one sentence', () => {
  expect([
    workProgress([]),
    workProgress([{ ...scan, state: 'done' }]),
    workProgress([scan, analysis]),
    workProgress([{ ...scan, total: null }]),
    workProgress([{ ...analysis, state: 'paused' }]),
  ]).toEqual([
    { state: 'idle', fraction: null, text: 'Nothing to do' },
    { state: 'idle', fraction: null, text: 'Nothing to do' },
    { state: 'running', fraction: 0.25, text: 'reading 1,500 of 6,000, analysing 500 of 2,000' },
    { state: 'running', fraction: null, text: 'reading 1,500' },
    { state: 'paused', fraction: 0.25, text: 'Paused: analysing 500 of 2,000' },
  ]);
});

test('the tray pauses what runs, resumes what is paused, stops the timer, opens and quits', () => {
  const done: string[] = [];
  const actions = {
    open: () => done.push('open'),
    pause: () => done.push('pause'),
    resume: () => done.push('resume'),
    toggleTimer: () => done.push('timer'),
    quit: () => done.push('quit'),
  };
  const idle = trayMenu(workProgress([]), '', actions);
  const running = trayMenu(workProgress([scan]), '1:24 Copper Thread', actions);
  const paused = trayMenu(workProgress([{ ...scan, state: 'paused' }]), '', actions);
  expect([idle, running, paused].map((menu) => menu.map(({ label, enabled }) => [label, enabled ?? true]))).toEqual([
    [
      ['Nothing to do', false],
      ['Pause', false],
      [undefined, true],
      ['Start timer', true],
      [undefined, true],
      ['Open Ledgerline', true],
      ['Quit', true],
    ],
    [
      ['Reading 1,500 of 6,000', false],
      ['Pause', true],
      [undefined, true],
      ['Stop timer: 1:24 Copper Thread', true],
      [undefined, true],
      ['Open Ledgerline', true],
      ['Quit', true],
    ],
    [
      ['Paused: reading 1,500 of 6,000', false],
      ['Resume', true],
      [undefined, true],
      ['Start timer', true],
      [undefined, true],
      ['Open Ledgerline', true],
      ['Quit', true],
    ],
  ]);
  for (const item of [running[1], paused[1], running[3], idle[5], idle[6]]) press(item);
  expect(done).toEqual(['pause', 'resume', 'timer', 'open', 'quit']);
  expect(trayToolTip(workProgress([scan]), '')).toBe('Ledgerline: reading 1,500 of 6,000');
  expect(trayToolTip(workProgress([]), '1:24 Copper Thread')).toBe('1:24 Copper Thread – Ledgerline');
});
