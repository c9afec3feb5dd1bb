import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOnBattery } from './on-battery.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-power-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function supply(name: string, facts: Record<string, string>): void {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(facts)) writeFileSync(join(folder, name, file), `${text}\n`);
}

test('a laptop without its plug is on battery, with it or charging it is not', () => {
  supply('AC', { type: 'Mains', online: '0' });
  supply('BAT0', { type: 'Battery', status: 'Discharging' });
  expect(isOnBattery(folder)).toBe(true);
  supply('AC', { online: '1' });
  expect(isOnBattery(folder)).toBe(false);
  supply('AC', { online: '0' });
  supply('BAT0', { status: 'Charging' });
  expect(isOnBattery(folder)).toBe(false);
});

test('the battery of a mouse says nothing, nor does a machine without supplies', () => {
  supply('mouse', { type: 'Battery', scope: 'Device', status: 'Discharging' });
  expect(isOnBattery(folder)).toBe(false);
  expect(isOnBattery(join(folder, 'gone'))).toBe(false);
});
