import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostContract } from './shared/contract/host.ts';
import { coreContract } from './shared/contract/index.ts';
import { listSourceFiles } from './source-files.ts';

const hardLimit = 400;

/** Files longer than the limit, each with the reason. */
const longFiles: Record<string, string> = {};

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const files = listSourceFiles();

test('no file grows past what one can hold in mind', () => {
  const tooLong = files.filter((file) => read(file).split('\n').length > hardLimit + 1);
  expect(tooLong.filter((file) => !(file in longFiles))).toEqual([]);
  expect(
    Object.keys(longFiles).filter((file) => !tooLong.includes(file)),
    'Stale exceptions: take them off the list',
  ).toEqual([]);
});

test('files are named after what they hold', () => {
  const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|managers?|services?)\b/i.test(file));
  expect(vague).toEqual([]);
});

test('each method of the contract is called after the file that declares it', () => {
  const declared: string[] = [];
  for (const file of files.filter((path) => path.startsWith('shared/contract/') && !path.endsWith('.test.ts'))) {
    const area = file.split('/').at(-1)?.replace('.ts', '');
    for (const [, method] of read(file).matchAll(/^ {2}'([a-z]+\.[A-Za-z]+)': (?:query|command)\(/gm)) {
      declared.push(method as string);
      expect(method?.startsWith(`${area}.`), `${method} stands in ${file}`).toBe(true);
    }
  }
  expect(declared.sort()).toEqual(Object.keys({ ...coreContract, ...hostContract }).sort());
});

test('no type rule is switched off', () => {
  const words = ['ts-ignore', 'ts-nocheck', 'ts-expect-error', 'biome-ignore', ['as', 'any'].join(' ')];
  const bad = files
    .filter((file) => file !== 'house.test.ts')
    .flatMap((file) => words.filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`));
  expect(bad).toEqual([]);
});
