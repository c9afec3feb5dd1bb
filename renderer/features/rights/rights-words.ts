import type { AssetRef, RightsAsset } from '#shared/contract/rights.ts';
import { allShares, type Territories } from '#shared/rights.ts';
import type { Text } from '../../messages/use-text.ts';
import { shortDay } from '../approvals/index.ts';

/** '33.3333 %', with as few places as it needs. */
export function shareText(share: number): string {
  return `${Number(((share * 100) / allShares).toFixed(4))} %`;
}

/** A share as typed, '33.3333' or '33,3333', in 1/10 000 of a percent; null where it is none. */
export function readShare(typed: string): number | null {
  const match = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(typed);
  if (!match) return null;
  const share = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return share >= 1 && share <= allShares ? share : null;
}

export function territoriesText(text: Text, { mode, codes }: Territories): string {
  return text(`rights.in.${mode}`, { codes: codes.join(', ') });
}

export function spanText(text: Text, { fromDay, toDay }: { fromDay: string; toDay: string }): string {
  if (fromDay === '' && toDay === '') return text('rights.always');
  if (toDay === '') return text('rights.since', { day: shortDay(fromDay) });
  if (fromDay === '') return text('rights.until', { day: shortDay(toDay) });
  return text('rights.span', { from: shortDay(fromDay), to: shortDay(toDay) });
}

/** '100 %', or the least and the most where countries differ. */
export function coverageText({ least, most }: Pick<RightsAsset['rights'][number], 'least' | 'most'>): string {
  return least === most ? shareText(most) : `${Number(((least * 100) / allShares).toFixed(4))}–${shareText(most)}`;
}

export function isSameAsset(one: AssetRef | null, other: AssetRef): boolean {
  return one !== null && one.kind === other.kind && one.id === other.id;
}
