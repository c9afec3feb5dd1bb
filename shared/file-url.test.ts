import { expect, test } from 'vitest';
import { fileUrlOf } from './file-url.ts';

test.each([
  ['/Music/100% Söng #1?.mp3', 'file:///Music/100%25%20S%C3%B6ng%20%231%3F.mp3'],
  ['C:\\My Music\\a.mp3', 'file:///C:/My%20Music/a.mp3'],
  ['D:/a.mp3', 'file:///D:/a.mp3'],
  ['\\\\nas\\music\\a.mp3', 'file://nas/music/a.mp3'],
  ['/odd \\ name.mp3', 'file:///odd%20%5C%20name.mp3'],
  ['/half \ud83c.mp3', 'file:///half%20%EF%BF%BD.mp3'],
])('%s', (path, url) => {
  expect(fileUrlOf(path)).toBe(url);
});
