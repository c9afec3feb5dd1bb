import PDFDocument from 'pdfkit';
import type { Paper } from './paper.ts';
import { fontBytes } from './pdf-fonts.ts';

const mostLetters = 40;

/** What pdfkit's fonts can be asked, though its types do not say so. */
type OpenFont = { _font?: { font?: { hasGlyphForCodePoint?(code: number): boolean } } };

/** Letters of a paper that its PDF prints as boxes, each once, the first of them; empty where all are there. */
export function missingLetters(paper: Paper): string {
  const doc = new PDFDocument({ autoFirstPage: false });
  doc.registerFont('plain', fontBytes('plain')).font('plain');
  const font = (doc as unknown as OpenFont)._font?.font;
  const missing = new Set<string>();
  const known = new Set<string>();
  for (const text of textsOf(paper)) {
    for (const letter of text) {
      if (known.has(letter)) continue;
      known.add(letter);
      // Spaces, ends of lines and marks that nobody sees print as nothing.
      if (/[\s\p{C}]/u.test(letter)) continue;
      if (font?.hasGlyphForCodePoint?.(letter.codePointAt(0) ?? 0) === false) missing.add(letter);
      if (missing.size >= mostLetters) return [...missing].join('');
    }
  }
  return [...missing].join('');
}

function* textsOf({ title, lines, issuer, recipient, tables, notes, signatures }: Paper): Generator<string> {
  yield* [title, ...lines, issuer.name, ...issuer.lines, ...recipient, ...notes, ...signatures];
  for (const { name, columns, rows } of tables) {
    yield name;
    for (const column of columns) yield column.title;
    for (const { cells } of rows) for (const cell of cells) if (typeof cell === 'string') yield cell;
  }
}
