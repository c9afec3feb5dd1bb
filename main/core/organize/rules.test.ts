import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OrganizeLab, type Song } from '#core/testing/organize-lab.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { Proposal } from '#shared/contract/organize.ts';

let lab: OrganizeLab;

beforeEach(() => {
  lab = new OrganizeLab();
});

afterEach(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

const song = (artist: string, title: string, more: Song = {}): Song => ({ artist, title, genre: 'Techno', ...more });
const shown = ({ from, to, conflict }: Proposal) => `${from} > ${to}${conflict ? ` (${conflict})` : ''}`;

test('rules go by format and by search; the first that fits counts', async () => {
  lab.add({ 'a.mp3': song('A', 'One', { genre: 'House' }), 'b.mp3': song('B', 'Two'), 'c.mp3': song('C', 'Three') });
  await lab.open();
  const rules = await lab.core.call('organize.rules', undefined);
  expect(rules.rules.map(({ id }) => id)).toEqual(['flac', 'wav', 'others']);
  const rule = { query: '', formats: [], folderId: null, hasFallbacks: false };
  await lab.core.call('organize.saveRules', {
    ...rules,
    rules: [
      { ...rule, id: 'house', query: 'genre:house', pattern: 'House/{title}' },
      { ...rule, id: 'flac', formats: ['flac'], pattern: 'never/%title%' },
      { ...rule, id: 'rest', query: 'artist:B', pattern: '%label%/%title%', hasFallbacks: true },
    ],
  });
  expect((await lab.propose()).map(shown)).toEqual(['b.mp3 > null (fieldEmpty)', 'a.mp3 > House/One.mp3']);
  expect((await lab.propose({ type: 'query', text: 'genre:house' })).map(shown)).toEqual(['a.mp3 > House/One.mp3']);
  const bad = lab.core.call('organize.saveRules', {
    ...rules,
    rules: [{ ...rule, id: 'x', pattern: '%artist% - %titel%' }],
  });
  await expect(bad).rejects.toMatchObject({
    code: 'PATTERN_INVALID',
    details: { kind: 'unknownField', start: 12, end: 17, rule: 'x' },
  });
});

test('templates: ours, the user’s own, found by words and counted when used', async () => {
  lab.add({ 'a.mp3': song('A', 'One') });
  await lab.open();
  const { call } = lab.core;
  const mine = await call('organize.saveTemplate', { name: 'For the van', pattern: '%key:camelot% %title%' });
  expect(await call('organize.templates', { text: 'VAN' })).toEqual([mine]);
  expect((await call('organize.templates', {})).length).toBeGreaterThan(8);
  await lab.setPattern(mine.pattern);
  expect((await call('organize.templates', {}))[0]).toMatchObject({ id: mine.id, useCount: 1 });
  await call('organize.saveTemplate', { ...mine, name: 'For the bus' });
  expect(await errorCode(call('organize.saveTemplate', { name: 'x', pattern: 'no field' }))).toBe('PATTERN_INVALID');
  expect(await errorCode(call('organize.saveTemplate', { id: 'artistTitle', name: 'x', pattern: '%title%' }))).toBe(
    'NOT_FOUND',
  );
  await call('organize.removeTemplate', { id: mine.id });
  expect(await call('organize.templates', { text: 'bus' })).toEqual([]);
});

test('a pattern is shown on real tracks while it is typed', async () => {
  lab.add({ 'in/a.mp3': song('A', 'One'), 'in/b.mp3': { title: 'Two' } });
  await lab.open();
  const preview = (pattern: string) => lab.core.call('organize.previewPattern', { pattern });
  expect(await preview('%genre%/%artist% - %title%[ (%year%)]')).toMatchObject({
    error: null,
    parts: [
      { type: 'field', start: 0, end: 7, fields: ['genre'] },
      { type: 'folder', start: 7 },
      { type: 'field', fields: ['artist'] },
      { type: 'field', fields: ['title'] },
      { type: 'optional', start: 26, end: 37 },
      { type: 'field', fields: ['year'] },
    ],
    examples: [
      { root: 'Music', path: 'Techno/A - One.mp3', missing: [] },
      { root: 'Music', path: null, missing: ['genre', 'artist'] },
    ],
  });
  expect(await preview('%artist% %nope%')).toMatchObject({
    error: { kind: 'unknownField', word: 'nope' },
    examples: [],
  });
});

const otherDisk = '/dev/shm';
const hasOtherDisk = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev;

test.skipIf(!hasOtherDisk)('to another disk files are copied and checked, and the footer knows how much', async () => {
  const far = mkdtempSync(join(otherDisk, 'ledgerline-'));
  try {
    lab.add({ 'in/a.mp3': song('A', 'One') });
    await lab.open();
    await lab.core.call('folders.add', { path: far });
    await lab.core.core.waitForIdle();
    const folders = await lab.core.call('folders.list', undefined);
    await lab.setPattern('%artist% - %title%', { folderId: folders[1]?.id as never });
    await lab.propose();
    const before = lab.tree();
    const sizeBytes = statSync(join(lab.music, 'in/a.mp3')).size;
    const summary = await lab.core.call('organize.summary', undefined);
    expect(summary).toMatchObject({ copyBytes: sizeBytes, copyFrom: ['Music'], folderCount: 1 });
    expect(await lab.core.call('organize.apply', { isDryRun: true })).toMatchObject({ copyBytes: sizeBytes });
    await lab.apply();
    expect([lab.paths(), lab.paths(far)]).toEqual([[], ['A - One.mp3']]);
    expect(lab.tree(far)['A - One.mp3']?.split(' ')[0]).toBe(before['in/a.mp3']?.split(' ')[0]);
    await lab.undo();
    expect([lab.tree(), lab.paths(far)]).toEqual([before, []]);
  } finally {
    rmSync(far, { recursive: true, force: true });
  }
});
