import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pathsFromArguments, pathsFromSecondStart } from './start-arguments.ts';

test('what follows the program is a path, as seen from where it was started', () => {
  const work = resolve('/work');
  expect([
    pathsFromArguments(['/opt/ledgerline', 'Music', '--enable-logging', ''], work, true),
    pathsFromArguments(['/opt/electron', 'out/electron/main.mjs', 'Music'], work, false),
  ]).toEqual([[resolve(work, 'Music')], [resolve(work, 'Music')]]);
});

test('a second start can only hand over whole paths', () => {
  const whole = resolve('/music');
  const sent = [{ paths: [whole, 'relative', 7, null] }, { paths: 'x' }, {}, null, 'x', [whole]];
  expect(sent.map(pathsFromSecondStart)).toEqual([[whole], [], [], [], [], []]);
});
