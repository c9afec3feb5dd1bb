import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { autostartEntry, type LoginParts, startAtLogin } from './start-at-login.ts';

let configHome: string;
const asked: unknown[] = [];
const parts = (values: Partial<LoginParts>): LoginParts => ({
  platform: 'linux',
  isPackaged: true,
  executable: '/opt/Ledgerline/ledgerline',
  configHome,
  setLoginItemSettings: (settings) => asked.push(settings),
  ...values,
});
beforeEach(() => {
  configHome = mkdtempSync(join(tmpdir(), 'ledgerline-config-'));
  asked.length = 0;
});
afterEach(() => rmSync(configHome, { recursive: true }));

test('on Linux it is a file of the desktop, which goes again', async () => {
  const file = join(configHome, 'autostart', 'ledgerline.desktop');
  const set = startAtLogin(parts({}));
  await set?.(true);
  expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/Ledgerline/ledgerline" --hidden\n');
  await set?.(true);
  await set?.(false);
  expect(existsSync(file)).toBe(false);
  await set?.(false);
  expect(asked).toEqual([]);
});

test.each(['darwin', 'win32'] as const)('%s is asked itself', async (platform) => {
  const set = startAtLogin(parts({ platform }));
  await set?.(true);
  await set?.(false);
  expect(asked).toEqual([
    { openAtLogin: true, args: ['--hidden'] },
    { openAtLogin: false, args: ['--hidden'] },
  ]);
});

test('unpackaged, and on other systems, it cannot be had', () => {
  expect(startAtLogin(parts({ isPackaged: false }))).toBe(undefined);
  expect(startAtLogin(parts({ platform: 'freebsd' }))).toBe(undefined);
});

test('signs that mean something in such a file are written so that they do not', () => {
  expect(autostartEntry('/home/me/50% "off" $HOME `x` a\\b')).toContain(
    'Exec="/home/me/50%% \\\\"off\\\\" \\\\$HOME \\\\`x\\\\` a\\\\\\\\b" --hidden',
  );
});
