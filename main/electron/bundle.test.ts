import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildElectron } from '../../scripts/build-electron.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let out: string;
let main: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerline-bundle-'));
  // Inside the project, where the bundle finds its packages.
  await mkdir(join(root, 'out'), { recursive: true });
  out = await mkdtemp(join(root, 'out', 'test-'));
  main = await buildElectron(join(out, 'electron'));
  await mkdir(join(out, 'renderer'));
  await writeFile(join(out, 'renderer', 'index.html'), '<html lang="en"></html>');
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(out, { recursive: true, force: true });
});

test('the bundle opens a library, analyses with its own workers, serves its window and closes', async () => {
  const music = join(folder, 'music');
  await mkdir(music);
  for (const name of ['sine.flac', 'night-bus.mp3'])
    await copyFile(join(root, 'e2e', 'audio', name), join(music, name));
  const driver = join(import.meta.dirname, 'testing', 'drive-bundle.ts');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [driver, main, music], {
    env: { ...process.env, LEDGERLINE_HOME: join(folder, 'home') },
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    url: 'app://bundle/index.html',
    preload: join(out, 'electron', 'preload.cjs'),
    menus: 1,
    permissionHandlers: 4,
    capabilities: {
      kind: 'electron',
      platform: { darwin: 'mac', win32: 'windows' }[process.platform as string] ?? 'linux',
      canPickFolder: true,
      canReveal: true,
      canStartAtLogin: false,
      canStayInTray: true,
      canDragOut: true,
      canReadDropPaths: true,
      version: '1.2.3',
    },
    foreignCall: false,
    page: [200, true],
    sound: [206, 100],
    analysed: 2,
    dragged: { count: 1, missing: 0 },
    drags: [
      { file: expect.any(String), files: [expect.stringContaining(music)], icon: expect.stringMatching(/\.png$/) },
    ],
    eventNames: ['activity.changed', 'library.changed'],
    hasTray: true,
    exitCode: 0,
  });
}, 90_000);

test('the preload script is one file that gives the window three functions and needs Electron only', async () => {
  const script = await readFile(join(out, 'electron', 'preload.cjs'), 'utf8');
  const exposed: [string, object][] = [];
  const listeners: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: object) => exposed.push([name, value]) },
    ipcRenderer: { invoke: async () => 'answer', on: (name: string) => listeners.push(name), off: () => undefined },
    webUtils: { getPathForFile: () => '/music/a.mp3' },
  };
  const required: string[] = [];
  const load = (name: string) => {
    required.push(name);
    return electron;
  };
  new Function('require', 'module', 'exports', script)(load, {}, {});
  expect(exposed.map(([name, value]) => [name, Object.keys(value)])).toEqual([
    ['bridge', ['send', 'on', 'pathForFile']],
  ]);
  expect([...new Set(required)]).toEqual(['electron']);
});
