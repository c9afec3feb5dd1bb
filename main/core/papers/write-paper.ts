import { checkPaper, type Paper, type PaperFormat, type PaperOptions } from './paper.ts';
import { writeCsv } from './write-csv.ts';
import { writePdf } from './write-pdf.ts';
import { writeXlsx } from './write-xlsx.ts';

/** A paper as the bytes of a file. Throws CANCELLED once `signal` says so. */
export async function writePaper(
  paper: Paper,
  format: PaperFormat,
  options: PaperOptions,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  checkPaper(paper);
  if (format === 'csv') return new TextEncoder().encode([...writeCsv(paper, options)].join(''));
  return format === 'xlsx' ? writeXlsx(paper) : writePdf(paper, options, signal);
}
