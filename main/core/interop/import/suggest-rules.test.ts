import { expect, test } from 'vitest';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { applyRules } from '../path-rules.ts';
import { suggestRules } from './suggest-rules.ts';

function openLibrary(root: string, paths: readonly string[]) {
  const db = openTestDb();
  const folderId = insertFolderRow(db, root);
  for (const path of paths) insertTrack(db, { folder_id: folderId, path, file_name: path.split('/').at(-1) ?? '' });
  return db;
}

const songs = ['House/a.mp3', 'House/b.mp3', 'Techno/c.mp3', 'Techno/s\u00f6ng.mp3'];

test('paths of another machine are found by names and the folders above them', () => {
  const db = openLibrary('/home/me/Music', songs);
  const there = songs.map((path) => `D:/DJ/Music/${path}`);
  const rules = suggestRules(db, there);
  expect(rules).toEqual([{ from: 'D:/DJ', to: '/home/me' }]);
  expect(applyRules('d:/dj/Music/House/a.mp3', rules)).toBe('/home/me/Music/House/a.mp3');
  expect(
    suggestRules(
      db,
      songs.map((path) => `/Volumes/USB/${path.normalize('NFD')}`),
    ),
  ).toEqual([{ from: '/Volumes/USB', to: '/home/me/Music' }]);
});

test('paths that fit need no rule, and a single file among many makes none', () => {
  const db = openLibrary('/music', songs);
  expect(
    suggestRules(
      db,
      songs.map((path) => `/music/${path}`),
    ),
  ).toEqual([]);
  const others = Array.from({ length: 60 }, (_, index) => `/else/x ${index}.mp3`);
  expect(suggestRules(db, [...others, '/else/House/a.mp3'])).toEqual([]);
  expect(suggestRules(db, ['', 'relative/a.mp3'])).toEqual([{ from: 'relative', to: '/music/House' }]);
});

test('the longest beginning counts, and only whole names of folders', () => {
  const rules = [
    { from: '/a', to: '/x' },
    { from: '/a/b/', to: 'E:\\y' },
    { from: 'C:\\Music', to: '/z' },
  ];
  expect(applyRules('/a/b/c.mp3', rules)).toBe('E:/y/c.mp3');
  expect(applyRules('/ab/c.mp3', rules)).toBe('/ab/c.mp3');
  expect(applyRules('c:/Music/d.mp3', rules)).toBe('/z/d.mp3');
  expect(applyRules('/d.mp3', [{ from: '', to: '/root' }])).toBe('/root/d.mp3');
});
