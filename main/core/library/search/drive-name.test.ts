import { expect, test } from 'vitest';
import { driveName } from './drive-name.ts';

test.each([
  ['/home/ada/Music', 'system'],
  ['/', 'system'],
  ['/Volumes/USB 2/Crates', 'USB 2'],
  ['/media/ada/STICK', 'STICK'],
  ['/run/media/ada/STICK/a', 'STICK'],
  ['/mnt/nas', 'nas'],
  ['d:\\Music', 'D:'],
  ['E:/Music', 'E:'],
  ['\\\\nas\\music\\a', 'nas'],
])('%j is on %j', (path, drive) => {
  expect(driveName(path)).toBe(drive);
});
