import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTemplate } from './format-template.ts';
import { parseTemplate } from './parse-template.ts';
import { templateFields } from './template-fields.ts';
import { type Filter, type Part, plainFilters } from './template-tree.ts';

const format = (text: string) => {
  const { template, error } = parseTemplate(text);
  return template ? formatTemplate(template) : error;
};

test('both styles become the same pattern', () => {
  expect([
    format('%artist% - %title%'),
    format('{artist} - {title}'),
    format('{track:02d} - {organization|album:upper}'),
    format('{title} [{label}] {{x}} {bpm:.1f}'),
    format('%Genre%\\%ALBUMARTIST%/%track:02% %%[ %[%label%%]]'),
  ]).toEqual([
    '%artist% - %title%',
    '%artist% - %title%',
    '%track:02% - %label|album:upper%',
    '%title% %[%label%%] {x} %bpm:.1%',
    '%genre%/%albumartist%/%track:02% %%[ %[%label%%]]',
  ]);
});

test.each([
  ['%artist', 'unbalanced', '%artist', null],
  ['{artist', 'unbalanced', '{artist', null],
  ['artist} {title}', 'unbalanced', '}', null],
  ['%artist% [%title%', 'unbalanced', '[', null],
  ['%artist%] %title%', 'unbalanced', ']', null],
  ['%artist% - %titel%', 'unknownField', 'titel', 'title'],
  ['{artist} - {gnere}', 'unknownField', 'gnere', 'genre'],
  ['%artist|xyzzyq%', 'unknownField', 'xyzzyq', null],
  ['%artist%-%constructor%', 'unknownField', 'constructor', null],
  ['%artist|%', 'unknownField', '%artist|%', null],
  ['%key:camelott%', 'unknownFilter', 'camelott', null],
  ['%title:left(0)%', 'unknownFilter', 'left(0)', null],
  ['Music', 'noField', 'Music', null],
  ['', 'noField', '', null],
  ['/%artist%', 'emptyName', '/', null],
  ['%artist%//%title%', 'emptyName', '/', null],
  ['%artist%/', 'emptyName', '/', null],
  [`%title%${'x'.repeat(1000)}`, 'tooLong', 'xxxxxxx', null],
  [`${'['.repeat(40)}%title%${']'.repeat(40)}`, 'tooDeep', '[', null],
])('%s is refused, with the place', (text, kind, word, suggestion) => {
  const { error } = parseTemplate(text);
  expect(error).toMatchObject({ kind, word, suggestion });
  expect(text.slice(error?.start, error?.end)).toBe(word);
});

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...plainFilters).map((name) => ({ name })),
  fc.integer({ min: 1, max: 9 }).map((digits) => ({ name: 'pad' as const, digits })),
  fc.integer({ min: 0, max: 3 }).map((count) => ({ name: 'decimals' as const, count })),
  fc.integer({ min: 1, max: 999 }).map((count) => ({ name: 'left' as const, count })),
);
const field: fc.Arbitrary<Part> = fc.record({
  type: fc.constant('field' as const),
  fields: fc.array(fc.constantFrom(...templateFields), { minLength: 1, maxLength: 3 }),
  filters: fc.array(filter, { maxLength: 2 }),
  start: fc.constant(0),
  end: fc.constant(0),
});
const text: fc.Arbitrary<Part> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .map((value) => value.replace(/[/\\]/g, '-'))
  .map((value) => ({ type: 'text' as const, text: value, start: 0, end: 0 }));
const { parts } = fc.letrec<{ parts: Part[]; optional: Part }>((tie) => ({
  parts: fc.array(fc.oneof({ depthSize: 'small' }, field, text, tie('optional')), { minLength: 1, maxLength: 5 }),
  optional: tie('parts').map((inner) => ({ type: 'optional' as const, parts: inner, start: 0, end: 0 })),
}));

/** Neighbouring texts read as one, and places do not count. */
function plain(template: readonly Part[]): unknown[] {
  const result: unknown[] = [];
  for (const part of template) {
    const last = result.at(-1);
    if (part.type === 'optional') result.push(plain(part.parts));
    else if (part.type === 'field') result.push({ fields: part.fields, filters: part.filters });
    else if (part.type === 'text' && typeof last === 'string') result[result.length - 1] = last + part.text;
    else result.push(part.type === 'text' ? part.text : { folder: true });
  }
  return result;
}

test('a pattern written out and read again is the same', () => {
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 3 }), field, (folders, name) => {
      const tree = [
        ...folders.flatMap((inner) => [...inner, name, { type: 'folder' as const, start: 0, end: 0 }]),
        name,
      ];
      const written = formatTemplate(tree);
      fc.pre(written.length <= 1000);
      const { template } = parseTemplate(written);
      expect(plain(template ?? [])).toEqual(plain(tree));
      expect(formatTemplate(template ?? [])).toBe(written);
    }),
  );
});

test('any text is either a pattern or refused with a place inside it', () => {
  const sign = fc.constantFrom('%', '[', ']', '{', '}', '/', ':', '|', '\\', 'artist', 'title', '02', ' ', '\0', '🎹');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 20 }), (signs) => {
      const pattern = signs.join('');
      const { template, error } = parseTemplate(pattern);
      if (template) expect(plain(parseTemplate(formatTemplate(template)).template ?? [])).toEqual(plain(template));
      else {
        expect(error.start).toBeGreaterThanOrEqual(0);
        expect(error.end).toBeGreaterThanOrEqual(error.start);
        expect(error.end).toBeLessThanOrEqual(pattern.length);
      }
    }),
  );
});
