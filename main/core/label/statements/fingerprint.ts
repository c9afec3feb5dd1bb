import { formatAmount } from '#shared/amount.ts';
import type { StatementRow } from './reading/statement-row.ts';

/**
 * What the rows of a statement add up to, whatever order they stand in and however their file writes them. Two files of the same
 * rows have the same; that two others have, is one in 2^104.
 */
export class Fingerprint {
  #rows = 0;
  #high = 0;
  #low = 0;

  add(row: StatementRow): void {
    const text = [
      row.saleFrom,
      row.saleTo,
      row.reportedMonth,
      row.store.toLowerCase(),
      row.territory,
      row.saleType,
      row.quantity,
      formatAmount(row.net),
      row.currency,
      row.isrc,
      row.upc,
      row.catalogueNumber,
      row.artist,
      row.title,
      row.releaseTitle,
    ].join('\u001f');
    this.addText(text);
  }

  addText(text: string): void {
    this.#rows += 1;
    this.#high = (this.#high + hash52(text, 1)) % 2 ** 52;
    this.#low = (this.#low + hash52(text, 2)) % 2 ** 52;
  }

  get value(): string {
    return this.#rows === 0 ? '' : `${this.#rows}-${this.#high.toString(36)}-${this.#low.toString(36)}`;
  }
}

/** Two rounds of MurmurHash2's mixing over UTF-16, to 52 bits, so that two of them add up exactly: quick, and no secret. */
function hash52(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed;
  let other = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (1048575 & other) + (one >>> 0);
}
