import { countries } from '#shared/countries.ts';
import type { Report } from '../ern-finding.ts';
import type { ErnAction } from '../ern-message.ts';
import type { ErnView } from '../ern-view.ts';
import { childrenOf, descendants, nodesAt, textOf, type XmlNode } from '../read-xml.ts';
import { isPastEverywhere } from './times.ts';

export type DealOptions = {
  /** What the message is meant to do; null where nobody knows. */
  action: ErnAction | null;
  /** The release is out, and this message changes it. */
  isLive: boolean;
  /** Now, with a zone. */
  now: string;
};

const codes = new Set(countries.map(({ alpha2 }) => alpha2));

/** Territories exist and are said once, deals say what they are for, and those of a live release run. */
export function checkDeals(view: ErnView, options: DealOptions, report: Report): void {
  for (const node of descendants(view.root)) {
    const isTerritory = node.name === 'TerritoryCode' || node.name === 'ExcludedTerritoryCode';
    const said = isTerritory ? node.text : node.attributes.ApplicableTerritoryCode;
    if (said !== undefined && said !== '' && !isTerritoryCode(said)) report('territory.unknown', node, { value: said });
  }
  for (const { terms, isTakedown, node } of view.deals) {
    if (!terms) continue;
    checkTerritories(terms, report);
    const uses = nodesAt(terms, 'UseType').length + nodesAt(terms, 'Usage', 'UseType').length;
    if (!isTakedown && (uses === 0 || childrenOf(terms, 'CommercialModelType').length === 0))
      report('deal.noTerms', node);
  }
  checkStarts(view, options, report);
  checkPreOrders(view, report);
}

/** Countries, their parts, the codes of CISAC, and the whole world. */
function isTerritoryCode(text: string): boolean {
  if (text === 'Worldwide' || codes.has(text) || /^2(?:1\d\d)$/.test(text) || text === 'AN') return true;
  if (/^\d{1,3}$/.test(text)) return true;
  const [country = '', part = ''] = text.split('-');
  return codes.has(country) && /^[A-Z0-9]{1,3}$/.test(part);
}

function checkTerritories(terms: XmlNode, report: Report): void {
  const inside = childrenOf(terms, 'TerritoryCode');
  const outside = childrenOf(terms, 'ExcludedTerritoryCode');
  if (inside.length === 0 && outside.length === 0) report('deal.noTerritory', terms);
  const isWhole = inside.some(({ text }) => text === 'Worldwide');
  if ((inside.length > 0 && outside.length > 0) || (isWhole && inside.length > 1)) report('territory.mixed', terms);
  const seen = new Set<string>();
  for (const node of [...inside, ...outside]) {
    if (seen.has(node.text)) report('territory.repeated', node, { value: node.text });
    seen.add(node.text);
  }
}

/** A store takes a release down when the newest message has no deal that runs. */
function checkStarts(view: ErnView, { action, isLive, now }: DealOptions, report: Report): void {
  const running = view.deals.filter(({ isTakedown }) => !isTakedown);
  if (action === 'takedown') for (const { node } of running) report('deal.stillRuns', node);
  else if (running.length === 0) report('deal.takenDown', nodesAt(view.root, 'DealList')[0] ?? view.root);
  if (!isLive || action === 'takedown') return;
  const later = running.filter(({ start, isPreOrder }) => start !== '' && !isPreOrder && !isPastEverywhere(start, now));
  for (const { node, start } of later) report('deal.notStarted', node, { start });
}

/** Orders in advance end where the release begins. */
function checkPreOrders(view: ErnView, report: Report): void {
  const main = view.releases.find(({ isMain }) => isMain);
  const date = main
    ? [main.node, ...main.details].map((at) => textOf(at, 'ReleaseDate')).find((text) => text !== '')
    : '';
  if (date?.length !== 10) return;
  for (const { node, isPreOrder, end, start } of view.deals) {
    if (isPreOrder && (end.slice(0, 10) > date || start.slice(0, 10) >= date)) {
      report('deal.preOrderEndsLate', node, { end: end || start, release: date });
    }
  }
}
