import type { ErnTerritories } from './ern-message.ts';
import { asMoment } from './ern-plan.ts';
import { group, leaf, type XmlContent, type XmlElement } from './xml-element.ts';

/** Where something holds. Both families write it alike. */
export function territories({ mode, codes }: ErnTerritories): XmlContent {
  if (mode === 'world' || (mode === 'except' && codes.length === 0)) return leaf('TerritoryCode', 'Worldwide');
  return codes.map((code) => leaf(mode === 'only' ? 'TerritoryCode' : 'ExcludedTerritoryCode', code));
}

/** From when until when, in days or, where either is a moment, in moments. Both families write it alike. */
export function period({ start, end }: { start: string; end: string }): XmlElement {
  if (start.length === 10 && end.length <= 10) {
    return group('ValidityPeriod', [leaf('StartDate', start), leaf('EndDate', end)]);
  }
  return group('ValidityPeriod', [leaf('StartDateTime', asMoment(start)), leaf('EndDateTime', asMoment(end))]);
}
