import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readXml } from './xml-reader.ts';
import { escapeXml, xmlAttributes } from './xml-writer.ts';

const directory = mkdtempSync(join(tmpdir(), 'ledgerline-xml-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function read(content: string | Uint8Array): Promise<string[]> {
  const path = join(directory, 'file.xml');
  writeFileSync(path, content);
  const parts: string[] = [];
  const reader = readXml<string>(path, (emit) => ({
    open: (name, attributes) => emit(`<${name} ${JSON.stringify(attributes)}`),
    close: (name) => emit(`>${name}`),
    text: (text) => text.trim() && emit(text),
  }));
  for await (const part of reader) parts.push(part);
  return parts;
}

test('tags, attributes, text and CDATA come in order; comments and a plain document type are passed over', async () => {
  const text =
    '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD" "http://a.test/x.dtd"><!-- <b/> --><a x="1 &amp; 2">t&#xe9;<b/><![CDATA[<c>]]></a>';
  expect(await read(text)).toEqual(['<a {"x":"1 & 2"}', 'té', '<b {}', '>b', '<c>', '>a']);
});

test.each([
  ['an entity that is declared', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'IMPORT_INVALID'],
  [
    'a file that is to be loaded',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    'IMPORT_INVALID',
  ],
  ['an entity nobody declared', '<!DOCTYPE a SYSTEM "x.dtd"><a>&x;</a>', 'IMPORT_INVALID'],
  ['an entity named like a property', '<a>&constructor;</a>', 'IMPORT_INVALID'],
  ['no end', '<a><b>', 'IMPORT_INVALID'],
  ['no XML', 'ID3 something', 'IMPORT_INVALID'],
  ['nothing', '', 'IMPORT_INVALID'],
  ['an unknown encoding', '<?xml version="1.0" encoding="x-nobody"?><a/>', 'IMPORT_INVALID'],
  ['a hundred tags in each other', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'IMPORT_TOO_LARGE'],
  ['a text without end', `<a>${'x'.repeat(5 * 1024 * 1024)}`, 'IMPORT_TOO_LARGE'],
  ['an attribute without end', `<a b="${'x'.repeat(5 * 1024 * 1024)}`, 'IMPORT_TOO_LARGE'],
  [
    'a thousand attributes',
    `<a ${Array.from({ length: 1000 }, (_, index) => `b${index}=""`).join(' ')}/>`,
    'IMPORT_TOO_LARGE',
  ],
])('a file with %s is refused', async (_, content, code) => {
  await expect(read(content)).rejects.toMatchObject({ code });
});

test('the encoding is what the file says', async () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a b="é"/>', 'latin1');
  expect(await read(latin)).toEqual(['<a {"b":"é"}', '>a']);
  const wide = Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a b="é"/>', 'utf16le');
  expect(await read(wide)).toEqual(['<a {"b":"é"}', '>a']);
  expect(await read('\ufeff<a b="é"/>')).toEqual(['<a {"b":"é"}', '>a']);
});

test('control characters that a program wrote down do not stop the rest', async () => {
  const parts = await read('<a b="x&#x1;y"><c d="1\u0002"/></a>');
  expect(parts).toHaveLength(4);
  expect(parts[2]).toBe('>c');
});

test('characters cut by the end of a piece stay whole', async () => {
  const value = 'ü€😀'.repeat(40_000);
  expect(await read(`<a b="${value}"/>`)).toEqual([`<a {"b":"${value}"}`, '>a']);
});

test('any text comes back from an attribute as it was, but for what XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
      const [open] = await read(`<a${xmlAttributes({ value, none: undefined, number: 1.5 })}/>`);
      const possible = [...value].filter((character) => escapeXml(character) !== '').join('');
      expect(open).toBe(`<a ${JSON.stringify({ value: possible, number: '1.5' })}`);
    }),
    { numRuns: 60 },
  );
});
