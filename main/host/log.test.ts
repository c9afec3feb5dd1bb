import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-log-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a failure is written down with its stack, and told in a line', () => {
  const told: string[] = [];
  const file = join(folder, 'deep', 'ledgerline.log');
  createLog(file, (line) => told.push(line)).error('A worker failed', new Error('out of memory'));
  expect(told).toEqual(['A worker failed: out of memory']);
  expect(readFileSync(file, 'utf8')).toMatch(/^\S+Z A worker failed: Error: out of memory\n {4}at /);
});

test('the log never grows past its limit, and keeps the one before', () => {
  const file = join(folder, 'ledgerline.log');
  writeFileSync(file, 'x'.repeat(3_000_000));
  createLog(file).error('New', 'text');
  expect([readFileSync(file, 'utf8').endsWith('New: text\n'), readFileSync(`${file}.old`).length]).toEqual([
    true,
    3_000_000,
  ]);
});

test('a log that cannot be written is no second failure', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => createLog(join(folder, 'file', 'ledgerline.log')).error('New', new Error('x'))).not.toThrow();
});
