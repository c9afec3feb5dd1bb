import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '#shared/errors.ts';
import { errorText, isRetryable } from './renderer/messages/errors.ts';
import { type MessageId, messages } from './renderer/messages/index.ts';
import { text } from './renderer/messages/use-text.ts';
import { listSourceFiles } from './source-files.ts';

const root = import.meta.dirname;
const sources = listSourceFiles()
  .filter(
    (file) => file.startsWith('renderer/') && !/\.test\.tsx?$/.test(file) && !file.startsWith('renderer/messages/en/'),
  )
  .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));

const ids = Object.keys(messages) as MessageId[];

test('every error code has a text and says whether trying again can help', () => {
  const known = errorCodes.map((code) => [code, errorText(text, code) !== '', typeof isRetryable(code)]);
  expect(known).toEqual(errorCodes.map((code) => [code, true, 'boolean']));
  const texts = ids.filter((id) => id.startsWith('error.')).map((id) => id.slice('error.'.length));
  expect(texts.sort()).toEqual([...errorCodes].sort());
});

test('every message can be formatted', () => {
  const broken = ids.filter((id) => {
    const names = [...messages[id].matchAll(/\{\s*(\w+)/g)].map((match) => match[1] ?? '');
    const tags = [...messages[id].matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '');
    const values = Object.fromEntries([
      ...names.map((name): [string, unknown] => [name, 1]),
      ...tags.map((name): [string, unknown] => [name, (parts: unknown) => parts]),
    ]);
    // What cannot be formatted falls back to its id.
    return [id, ''].includes(text(id, values as Record<string, number>).trim());
  });
  expect(broken).toEqual([]);
});

test('messages keep to our wording', () => {
  const bad = ids.filter((id) => /!(?!=)|\b(please|successfully|oops|sorry)\b|\.\.\./iu.test(messages[id]));
  expect(bad).toEqual([]);
});

test('keys are named after their area and stand in its file', () => {
  const misplaced = listSourceFiles()
    .filter((file) => file.startsWith('renderer/messages/en/'))
    .flatMap((file) => {
      const area = file.split('/').at(-1)?.replace('.ts', '');
      const keys = [...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(
        (match) => match[1] ?? '',
      );
      return keys.filter((key) => !key.startsWith(`${area}.`)).map((key) => `${file}: ${key}`);
    });
  expect(misplaced).toEqual([]);
});

test('no message is unused', () => {
  const all = sources.map(({ source }) => source).join('\n');
  const quoted = new Set([...all.matchAll(/['"]([a-z]+\.[\w.]+)['"]/g)].map((match) => match[1]));
  // Ids put together in code: `settings.theme.${value}`. One part alone, as in `app.${x}`, would hide too much.
  const begun = [...all.matchAll(/`([a-z]+\.(?:\w+\.)+|error\.)\$\{/g)].map((match) => match[1] ?? '');
  const unused = ids.filter((id) => !quoted.has(id) && !begun.some((start) => id.startsWith(start)));
  expect(unused).toEqual([]);
});

/** Text between tags, and attributes that people read or hear, when they are written in the code. */
function literalTexts(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  const between = [...code.matchAll(/[>}]\s*([^<>{}()=;:`'"|&]*\p{L}{2}[^<>{}()=;:`'"|&]*)\s*<\//gu)];
  const before = [...code.matchAll(/<\w+(?:[^<>]*[^=<>])?>\s*([^<>{}()=;:`'"|&]*\p{L}{2}[^<>{}()=;:`'"|&]*)\s*\{/gu)];
  const attributes = [
    ...code.matchAll(/\b(?:aria-label|aria-description|title|placeholder|alt|label|text|hint)="([^"]*\p{L}[^"]*)"/gu),
  ];
  const toasts = [...code.matchAll(/showToast\(\{ text: ['"`]([^'"`]*)/g)];
  return [...between, ...before, ...attributes, ...toasts].map((match) => (match[1] ?? '').trim());
}

describe('texts in the code', () => {
  test.each([
    ['<p>Hello there</p>', ['Hello there']],
    ['<p>\n  Hello\n</p>', ['Hello']],
    ['<p>Found {count}</p>', ['Found']],
    ['<p>{count} found</p>', ['found']],
    ['<Button label="Close">{x}</Button>', ['Close']],
    ["showToast({ text: 'Saved' })", ['Saved']],
    ["<p className={a}>{text('app.name')}</p>", []],
    ['const map: Record<string, number> = new Map<string, X>();', []],
    ['// <p>Hello there</p>', []],
  ])('%j has %j', (source, expected) => {
    expect(literalTexts(source)).toEqual(expected);
  });

  test('all texts come from the catalogue', () => {
    const found = sources
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, source }) => literalTexts(source).map((literal) => `${file}: ${literal}`));
    expect(found).toEqual([]);
  });
});
