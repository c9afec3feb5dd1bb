import { flag, recordKind } from '#core/history/record-kind.ts';

/** Codes of one's own that are given out in order. */
export type CodeSeriesState = {
  kind: 'isrc' | 'catalogue' | 'upc' | 'grid';
  /** What all of them begin with: 'ZZLR1' of ISRCs (the year follows), 'LR-' of catalogue numbers, '4260099' of UPCs. */
  prefix: string;
  /** How many digits the counter has. */
  digits: number;
  /** The first number that is given out. */
  first: number;
  isDefault: boolean;
  createdAt: number;
};

export const codeSeriesRecord = recordKind<CodeSeriesState>({
  name: 'codeSeries',
  table: 'code_series',
  columns: {
    kind: 'kind',
    prefix: 'prefix',
    digits: 'digits',
    first: 'first',
    isDefault: flag('is_default'),
    createdAt: 'created_at',
  },
});
