import type { Paper } from '#core/papers/paper.ts';
import { parseAmount, toMinor } from '#shared/amount.ts';
import type { Input, Output } from '#shared/contract/index.ts';

type Words = Input<'analytics.export'>['words'];

/** A view as a document: amounts rounded to the currency's smallest unit by row, the total of the exact ones. */
export function analyticsPaper(
  { currency, total, rows }: Output<'analytics.by'>,
  words: Words,
  { issuer, madeAt }: { issuer: string; madeAt: number },
): Paper {
  const minor = (text: string | null) => {
    const read = text === null ? null : parseAmount(text, { decimal: '.' });
    return read === null ? null : toMinor(read.amount, currency).minor;
  };
  const share = (percent: number | null) => (percent === null ? null : percent / 100);
  return {
    ...{ title: words.title, lines: words.lines, madeAt, madeOn: words.madeOn },
    ...{ issuer: { name: issuer, lines: [], logo: null }, recipient: [], notes: [], signatures: [] },
    tables: [
      {
        name: words.dimension,
        columns: [
          { title: words.dimension, kind: 'text' },
          { title: `${words.net} (${currency})`, kind: 'money', currency },
          { title: words.share, kind: 'share' },
          { title: words.previous, kind: 'money', currency },
          { title: words.growth, kind: 'share' },
          { title: words.units, kind: 'number' },
          { title: words.streams, kind: 'number' },
          { title: words.perThousand, kind: 'number', digits: 4 },
        ],
        rows: [
          ...rows.map((row) => ({
            kind: 'row' as const,
            cells: [
              ...[words.labels[row.key] ?? row.label, minor(row.net), share(row.share), minor(row.previousNet)],
              ...[share(row.growth), row.units, row.streams, row.perThousand === null ? null : Number(row.perThousand)],
            ],
          })),
          { kind: 'total' as const, cells: [words.total, minor(total), null, null, null, null, null, null] },
        ],
      },
    ],
  };
}
