import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { readableCell } from '#shared/cell-text.ts';
import { missingLetters } from './missing-letters.ts';
import { defaultPaperOptions, type Paper, type PaperRow, type PaperTable } from './paper.ts';
import { writePaper } from './write-paper.ts';
import { sheetName } from './write-xlsx.ts';

const hour = 3_600_000;
/** As spreadsheets count days. */
const daysSince1900 = (day: string) => (Date.parse(day) - Date.parse('1899-12-30')) / (24 * hour);

const table: PaperTable = {
  name: 'By project: hours/costs',
  columns: [
    { title: 'Project', kind: 'text' },
    { title: 'Day', kind: 'date' },
    { title: 'Time', kind: 'duration' },
    { title: 'Hours', kind: 'hours' },
    { title: 'Amount', kind: 'money', currency: 'EUR' },
    { title: 'Share', kind: 'share' },
  ],
  rows: [
    { kind: 'group', cells: ['Δημήτρης, "Иван"', null, 3 * hour, 3 * hour, 20_005, 0.125] },
    { kind: 'row', level: 1, cells: ['=HYPERLINK("x")', '2026-11-20', 1.5 * hour, 1.5 * hour, -10_050, 0.0625] },
    { kind: 'total', cells: ['Total', null, 30 * hour, 30 * hour, 1_234_567, null] },
  ],
};

function paper(tables: PaperTable[] = [table], change: Partial<Paper> = {}): Paper {
  return {
    title: 'Hours in November',
    lines: ['Rounded up to 15 minutes per entry'],
    issuer: { name: 'Lantern Row', lines: [], logo: null },
    recipient: ['Foil & Feather'],
    tables,
    notes: ['Amounts are rounded per entry.'],
    signatures: [],
    madeAt: 1_795_000_000_000,
    madeOn: '21 Nov 2026',
    ...change,
  };
}

const csv = async (what: Paper, hasByteOrderMark = false) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await writePaper(what, 'csv', { ...defaultPaperOptions, hasByteOrderMark }),
  );

const manyRows = (count: number): PaperRow[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'row',
    cells: [`Row ${index}`, '2026-11-20', hour, hour, 100, 0.5],
  }));

test('figures read as people write them, and add up as they are shown', () => {
  const shown = (kind: 'duration' | 'hours' | 'number' | 'share', value: number) =>
    readableCell({ kind, digits: 1 }, value);
  expect(shown('duration', hour)).toBe('1:00');
  expect(shown('duration', 100 * hour + 61_000)).toBe('100:01:01');
  expect(shown('duration', -90 * 60_000)).toBe('−1:30');
  expect(shown('duration', 1234 * hour)).toBe('1,234:00');
  expect(shown('hours', 0.125 * hour)).toBe('0.13');
  expect(shown('number', -0.04)).toBe('0.0');
  expect(shown('share', 1.005)).toBe('100.5 %');
  const money = (currency: string, value: number) => readableCell({ kind: 'money', currency }, value);
  expect(money('EUR', -5)).toBe('−0.05');
  expect(money('JPY', 1500)).toBe('1,500');
  expect(money('KWD', 1500)).toBe('1.500');
  expect(money('EUR', Number.MAX_SAFE_INTEGER)).toBe('90,071,992,547,409.91');
  expect(readableCell({ kind: 'date' }, '2026-01-05')).toBe('5 Jan 2026');
});

describe('CSV', () => {
  test('is read back by another reader; formulas become text and negative figures stay figures', async () => {
    const text = await csv(paper(), true);
    expect(text.startsWith('\ufeffProject,')).toBe(true);
    const rows = parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
    expect(rows).toEqual([
      ['Project', 'Day', 'Time', 'Hours', 'Amount, EUR', 'Share'],
      ['Δημήτρης, "Иван"', '', '3:00', '3.00', '200.05', '0.125'],
      [`'=HYPERLINK("x")`, '2026-11-20', '1:30', '1.50', '-100.50', '0.0625'],
      ['Total', '', '30:00', '30.00', '12345.67', ''],
    ]);
  });

  test('any text comes back as it was, and none begins like a formula', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[=+\-@\t\r\n,"' ＝]{0,4}[a-z]?$/),
      fc.constantFrom(
        '-5',
        '+1',
        '=1+1',
        '@SUM',
        '\t=1',
        '\r',
        'a\r\nb',
        '"',
        ' x ',
        '\ufeff=1',
        '\u00a0@x',
        '\u200b+1',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (texts) => {
        const columns = ['A', 'B'].map((title) => ({ title, kind: 'text' as const }));
        const rows = texts.map((cells) => ({ kind: 'row' as const, cells }));
        const back = parse(await csv(paper([{ name: 'T', columns, rows }])), {
          record_delimiter: '\r\n',
          skip_empty_lines: false,
        }) as string[][];
        const safe = (text: string) => {
          const seen = text.replace(/^[\s\p{C}]+/u, '');
          const isFormula = '=+-@＝＋－＠'.includes(seen.slice(0, 1) || 'x') || /^[\t\r\n]/.test(text);
          return isFormula ? `'${text}` : text;
        };
        expect(back.slice(1)).toEqual(texts.map((cells) => cells.map(safe)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('XLSX', () => {
  test('has typed cells, a frozen head and one sheet for each table', async () => {
    const other = { ...table, name: "by project' hours costs" };
    const bytes = await writePaper(paper([table, other]), 'xlsx', defaultPaperOptions);
    const book = read(bytes, { cellNF: true });
    expect(book.SheetNames).toEqual(['By project hours costs', "by project' hours costs", 'About']);
    const sheet = book.Sheets['By project hours costs'] as Record<
      string,
      { t: string; v: unknown; z?: string; f?: string }
    >;
    expect([sheet.A3?.t, sheet.A3?.v, sheet.A3?.f]).toEqual(['s', '=HYPERLINK("x")', undefined]);
    expect([sheet.B3?.t, sheet.B3?.v, sheet.B3?.z]).toEqual(['n', daysSince1900('2026-11-20'), 'yyyy-mm-dd']);
    expect([sheet.C3?.t, sheet.C3?.v, sheet.C3?.z]).toEqual(['n', 1.5 / 24, '[h]:mm']);
    expect([sheet.D4?.v, sheet.E3?.v, sheet.E4?.v]).toEqual([30, -100.5, 12_345.67]);
    expect(sheet.E3?.z).toBe('#,##0.00');
    const { files } = read(bytes, { bookFiles: true }) as unknown as { files: Record<string, { content: Uint8Array }> };
    expect(Buffer.from(files['xl/worksheets/sheet1.xml']?.content ?? []).toString()).toMatch(/<pane [^>]*ySplit="1"/);
    const about = utils.sheet_to_json<string[]>(book.Sheets.About as never, { header: 1 }).flat();
    expect(about).toEqual(
      expect.arrayContaining(['Hours in November', 'Amounts are rounded per entry.', '21 Nov 2026']),
    );
  });

  test('what a cell cannot hold is cut or stays text, and nothing becomes something else', async () => {
    const columns = [
      { title: 'T'.repeat(40_000), kind: 'text' as const },
      { title: 'Day', kind: 'date' as const },
    ];
    const texts = [`${'a'.repeat(32_766)}😀`, 'take_x0041_1', 'a\u0000\u0008\u001fb'];
    const rows = ['1850-01-01', '1900-02-28', '2026-02-31'].map((day, index) => ({
      kind: 'row' as const,
      cells: [texts[index] ?? '', day],
    }));
    const bytes = await writePaper(paper([{ name: 'T', columns, rows }]), 'xlsx', defaultPaperOptions);
    const sheet = read(bytes).Sheets.T as never;
    expect(utils.sheet_to_json<unknown[]>(sheet, { header: 1 })).toEqual([
      ['T'.repeat(32_767), 'Day'],
      ['a'.repeat(32_766), '1850-01-01'],
      ['take_x0041_1', '1900-02-28'],
      ['ab', '2026-02-31'],
    ]);
  });

  test('names of sheets are what spreadsheets allow', () => {
    const taken = new Set<string>();
    expect(sheetName("'History'", taken)).toBe('History 2');
    expect(sheetName('', taken)).toBe('Table');
    expect(sheetName(`${'x'.repeat(40)}`, taken)).toHaveLength(31);
    expect(sheetName(`${'X'.repeat(40)}`, taken)).toBe(`${'X'.repeat(29)} 2`);
  });
});

describe('PDF', () => {
  async function pagesOf(bytes: Uint8Array) {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
    return text;
  }

  test('prints names in three alphabets, repeats its head and numbers its pages', async () => {
    const long = { ...table, rows: [...table.rows.slice(0, 2), ...manyRows(90), ...table.rows.slice(2)] };
    const bytes = await writePaper(paper([long]), 'pdf', { ...defaultPaperOptions, pageSize: 'LETTER' });
    const pages = await pagesOf(bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Amount, EUR');
      expect(page).toContain(`${index + 1} of ${pages.length}`);
    }
    expect(pages[0]).toContain('Δημήτρης, "Иван"');
    expect(pages[0]).toContain('−100.50');
    expect(pages.at(-1)).toContain('12,345.67');
    const rows = pages.join(' ').match(/Row \d+/g);
    expect(new Set(rows).size).toBe(90);
  });

  test('is the same for the same paper, but for its date', async () => {
    const write = (change: Partial<Paper> = {}) => writePaper(paper([table], change), 'pdf', defaultPaperOptions);
    const first = Buffer.from(await write());
    expect(first.equals(Buffer.from(await write()))).toBe(true);
    expect(first.equals(Buffer.from(await write({ madeAt: 1_795_000_001_000 })))).toBe(false);
  });

  test('makes figures smaller rather than cut them, and breaks what is too long', async () => {
    const columns = [
      { title: 'Name', kind: 'text' as const },
      ...Array.from({ length: 9 }, (_, index) => ({ title: `M${index}`, kind: 'money' as const, currency: 'EUR' })),
    ];
    const cells = ['L'.repeat(120), ...Array.from({ length: 9 }, () => 123_456_789)];
    const wide = { name: 'Wide', columns, rows: [{ kind: 'row' as const, cells }] };
    const [page] = await pagesOf(await writePaper(paper([wide]), 'pdf', defaultPaperOptions));
    expect(page?.match(/1,234,567\.89/g)).toHaveLength(9);
    expect(page?.match(/L/g)?.length).toBeGreaterThanOrEqual(120);
  });

  test('stops where nobody waits for it any more', async () => {
    const stop = new AbortController();
    const long = { ...table, rows: manyRows(2000) };
    const writing = writePaper(paper([long]), 'pdf', defaultPaperOptions, stop.signal);
    setTimeout(() => stop.abort(), 1);
    await expect(writing).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('names the letters it has none of', async () => {
    const odd = {
      ...table,
      rows: [{ kind: 'row' as const, cells: ['漢字 Ana 漢 🔥\t\u200b', null, null, null, null, null] }],
    };
    expect([missingLetters(paper([odd])), missingLetters(paper())]).toEqual(['漢字🔥', '']);
    expect((await pagesOf(await writePaper(paper([odd]), 'pdf', defaultPaperOptions)))[0]).toContain('Ana');
  });

  test('leaves out a logo that is no picture', async () => {
    const issuer = { name: 'Lantern Row', lines: [], logo: new Uint8Array([1, 2, 3]) };
    const [page] = await pagesOf(await writePaper(paper([table], { issuer }), 'pdf', defaultPaperOptions));
    expect(page).toContain('Lantern Row');
  });
});

test('a row that does not fit its columns is never written', async () => {
  const bad = { ...table, rows: [{ kind: 'row' as const, cells: ['x', null, 'soon', null, null, null] }] };
  await expect(writePaper(paper([bad]), 'csv', defaultPaperOptions)).rejects.toThrow('Expected duration in Time');
  await expect(writePaper(paper([]), 'csv', defaultPaperOptions)).rejects.toThrow('nothing to write');
});
