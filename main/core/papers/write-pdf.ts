import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { AppError } from '#shared/errors.ts';
import type { Paper, PaperOptions, PaperTable } from './paper.ts';
import { fontBytes, type PdfFont } from './pdf-fonts.ts';
import { type LaidRow, type LaidTable, layTable, wrap } from './pdf-table.ts';

type Doc = InstanceType<typeof PDFDocument>;
type Pen = { font?: PdfFont; size: number; color: string };

const margin = 48;
const bottom = 60;
const ink = '#14161a';
const quiet = '#5b616b';
const rule = '#9aa0a8';
const rowsATurn = 200;

/**
 * A paper as PDF with embedded letters: head, tables whose head row comes again on each page, notes, and "2 of 7" below.
 * The same paper gives the same bytes.
 */
export async function writePdf(paper: Paper, options: PaperOptions, signal?: AbortSignal): Promise<Buffer> {
  const page = new PdfPage(paper, options);
  page.writeHead();
  for (const table of paper.tables) await page.writeTable(table, paper.tables.length > 1, signal);
  page.writeNotes();
  page.writeSignatures();
  page.writeFooters();
  return page.finish();
}

/** A message may say that nobody waits any more. */
async function pauseUnlessCancelled(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new AppError('CANCELLED', 'The file is not wanted any more.');
}

class PdfPage {
  readonly #doc: Doc;
  readonly #paper: Paper;
  readonly #pieces: Buffer[] = [];
  readonly #ended: Promise<void>;
  readonly #widths = new Map<string, number>();
  #y = margin;

  constructor(paper: Paper, options: PaperOptions) {
    this.#paper = paper;
    const doc = new PDFDocument({
      size: options.pageSize,
      layout: options.orientation,
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      lang: 'en',
      displayTitle: true,
      pdfVersion: '1.7',
      info: {
        Title: paper.title,
        Author: paper.issuer.name,
        Creator: 'Ledgerline',
        Producer: 'Ledgerline',
        CreationDate: new Date(paper.madeAt),
      },
    });
    for (const font of ['plain', 'bold'] as const) doc.registerFont(font, fontBytes(font));
    doc.on('data', (piece: Buffer) => this.#pieces.push(piece));
    this.#ended = new Promise((resolve, reject) => {
      doc.on('end', () => resolve());
      doc.on('error', reject);
    });
    this.#doc = doc;
    this.#addPage();
  }

  get #width(): number {
    return this.#doc.page.width - 2 * margin;
  }

  get #floor(): number {
    return this.#doc.page.height - bottom;
  }

  writeHead(): void {
    const { issuer, title, lines, recipient } = this.#paper;
    const right = this.#logoWidth();
    const start = this.#y;
    this.#line(issuer.name, { font: 'bold', size: 10, color: ink });
    for (const line of issuer.lines) this.#line(line, { size: 8, color: quiet });
    this.#y = Math.max(this.#y, start + (right > 0 ? logoHeight : 0)) + 14;
    if (recipient.length > 0) {
      for (const line of recipient) this.#line(line, { size: 9, color: ink });
      this.#y += 12;
    }
    this.#line(title, { font: 'bold', size: 16, color: ink });
    this.#y += 2;
    for (const line of lines) this.#line(line, { size: 9, color: quiet });
    this.#y += 12;
  }

  /** Draws the logo at the right edge; a picture that cannot be read is left out. */
  #logoWidth(): number {
    const { logo } = this.#paper.issuer;
    if (!logo) return 0;
    try {
      const fit: [number, number] = [140, logoHeight];
      const at = { fit, align: 'right' as const, valign: 'center' as const };
      this.#doc.image(Buffer.from(logo), margin + this.#width - fit[0], this.#y, at);
      return fit[0];
    } catch {
      return 0;
    }
  }

  async writeTable(table: PaperTable, isNamed: boolean, signal?: AbortSignal): Promise<void> {
    const laid = layTable(table, this.#width, { widthOf: (text, font, size) => this.#widthOf(text, font, size) });
    const first = laid.rows[0]?.height ?? 0;
    this.#need((isNamed ? 24 : 0) + laid.head.height + first);
    if (isNamed) {
      this.#line(table.name, { font: 'bold', size: 11, color: ink });
      this.#y += 4;
    }
    this.#writeRow(laid, laid.head, quiet);
    this.#rule(this.#y - 2, margin, margin + this.#width, 0.6, ink);
    for (const [index, row] of laid.rows.entries()) {
      if (index % rowsATurn === 0) await pauseUnlessCancelled(signal);
      this.#writeTableRow(laid, row, laid.rows[index + 1]);
    }
    this.#y += 14;
  }

  #writeTableRow(laid: LaidTable, row: LaidRow, next: LaidRow | undefined): void {
    const kind = row.row?.kind;
    // A head does not stand alone at the end of a page, nor a total at the top of one.
    const company = kind === 'group' || next?.row?.kind === 'total' ? (next?.height ?? 0) : 0;
    if (this.#y + row.height + company > this.#floor) {
      this.#addPage();
      this.#writeRow(laid, laid.head, quiet);
      this.#rule(this.#y - 2, margin, margin + this.#width, 0.6, ink);
    }
    const top = this.#y;
    this.#writeRow(laid, row, ink);
    if (kind === 'total') this.#totalRules(row, top);
    else if (kind === 'subtotal') this.#sumRules(row, top);
    else this.#rule(this.#y - 2, margin, margin + this.#width, 0.25, rule);
  }

  #writeRow({ size, lineHeight }: LaidTable, row: LaidRow, color: string): void {
    const top = this.#y + (row.row === null || row.row.kind === 'row' ? 1 : 3);
    for (const cell of row.cells) {
      // Heads of figures stand at the foot of their row.
      const lead = row.row === null ? row.height - 5 - cell.lines.length * lineHeight : 0;
      for (const [index, text] of cell.lines.entries()) {
        if (text === '') continue;
        const shift = cell.isRight ? cell.width - this.#widthOf(text, row.font, size) : 0;
        const y = top + lead + index * lineHeight;
        this.#draw(text, margin + cell.x + shift, y, { font: row.font, size, color });
      }
    }
    this.#y += row.height;
  }

  /** One line above and two below, over the figures that add up. */
  #totalRules(row: LaidRow, top: number): void {
    this.#sumRules(row, top);
    for (const { x, width, lines, isRight } of row.cells) {
      if (!isRight || lines[0] === '') continue;
      this.#rule(this.#y - 2.2, margin + x, margin + x + width, 0.6, ink);
      this.#rule(this.#y - 0.4, margin + x, margin + x + width, 0.6, ink);
    }
    this.#y += 3;
  }

  #sumRules(row: LaidRow, top: number): void {
    for (const { x, width, lines, isRight } of row.cells) {
      if (isRight && lines[0] !== '') this.#rule(top + 0.6, margin + x, margin + x + width, 0.6, ink);
    }
  }

  writeNotes(): void {
    for (const note of this.#paper.notes) {
      const lines = wrap(note, this.#width, (text) => this.#widthOf(text, 'plain', 8));
      for (const line of lines) {
        this.#need(12);
        this.#line(line, { size: 8, color: quiet });
      }
    }
  }

  writeSignatures(): void {
    const { signatures } = this.#paper;
    if (signatures.length === 0) return;
    this.#need(76);
    const top = this.#y + 48;
    const each = this.#width / signatures.length;
    for (const [index, text] of signatures.entries()) {
      const x = margin + index * each;
      this.#rule(top, x, x + each - 24, 0.6, ink);
      this.#doc
        .font('plain')
        .fontSize(8)
        .fillColor(quiet)
        .text(text, x, top + 4, { lineBreak: false });
    }
    this.#y = top + 20;
  }

  writeFooters(): void {
    const doc = this.#doc;
    const { start, count } = doc.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      doc.switchToPage(start + index);
      const y = doc.page.height - 36;
      const pages = `${index + 1} of ${count}`;
      const left = [this.#paper.issuer.name, this.#paper.title, this.#paper.madeOn].filter(Boolean).join(' · ');
      const room = this.#width - this.#widthOf(pages, 'plain', 8) - 20;
      const [line = ''] = wrap(left, room, (text) => this.#widthOf(text, 'plain', 8));
      this.#draw(line, margin, y, { size: 8, color: quiet });
      this.#draw(pages, margin + this.#width - this.#widthOf(pages, 'plain', 8), y, { size: 8, color: quiet });
    }
  }

  async finish(): Promise<Buffer> {
    this.#doc.end();
    await this.#ended;
    return Buffer.concat(this.#pieces);
  }

  #line(text: string, pen: Pen): void {
    const { font = 'plain', size } = pen;
    const width = this.#width - (this.#paper.issuer.logo ? 150 : 0);
    for (const line of wrap(text, width, (part) => this.#widthOf(part, font, size))) {
      this.#draw(line, margin, this.#y, pen);
      this.#y += size * 1.4;
    }
  }

  /** Measuring leaves another font behind, so each text says its own. */
  #draw(text: string, x: number, y: number, { font = 'plain', size, color }: Pen): void {
    this.#doc.font(font).fontSize(size).fillColor(color).text(text, x, y, { lineBreak: false });
  }

  #rule(y: number, from: number, to: number, weight: number, color: string): void {
    this.#doc.moveTo(from, y).lineTo(to, y).lineWidth(weight).strokeColor(color).stroke();
  }

  #need(height: number): void {
    if (this.#y + height > this.#floor) this.#addPage();
  }

  #addPage(): void {
    this.#doc.addPage();
    this.#y = margin;
  }

  /** Figures come again and again: each is measured once. */
  #widthOf(text: string, font: PdfFont, size: number): number {
    const key = `${font} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known * size;
    const width = this.#doc.font(font).fontSize(1).widthOfString(text);
    this.#widths.set(key, width);
    return width * size;
  }
}

const logoHeight = 40;
