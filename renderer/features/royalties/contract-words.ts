import type { ContractFields } from '#shared/contract/contracts.ts';
import type { Text } from '../../messages/use-text.ts';
import { percentText } from './royalty-text.ts';

type Described = Pick<ContractFields, 'kind' | 'scope' | 'terms' | 'profitRate' | 'side'>;

/** A contract in plain words: '50 % of net receipts, all releases'. */
export function contractWords(
  text: Text,
  { kind, scope, terms, profitRate }: Described,
  names: readonly string[],
): string {
  const about =
    scope === 'default' ? text('contracts.about.default') : names.join(', ') || text(`contracts.about.${scope}`);
  if (kind !== 'royalty') return text(`contracts.says.${kind}`, { rate: percentText(profitRate), about });
  const [last] = terms.slice(-1);
  if (!last) return about;
  const rate = last.basis === 'perUnit' ? last.perUnit : percentText(last.rate);
  const says = text(`contracts.says.${last.basis}`, { rate, about });
  return terms.length > 1 ? `${says} ${text('contracts.says.more', { count: terms.length - 1 })}` : says;
}
