import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Names in Latin, Greek and Cyrillic letters print; the letters used are embedded. */
export const pdfFonts = { plain: 'plain', bold: 'bold' } as const;
export type PdfFont = keyof typeof pdfFonts;

const files = { plain: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' };
const bytes = new Map<PdfFont, Buffer>();

export function fontBytes(font: PdfFont): Buffer {
  const known = bytes.get(font);
  if (known) return known;
  const read = readFileSync(load.resolve(`dejavu-fonts-ttf/ttf/${files[font]}`));
  bytes.set(font, read);
  return read;
}
