import { type IdentifierKind, parseIdentifier } from '#shared/identifiers/identifiers.ts';
import type { ErnRule, Report } from '../ern-finding.ts';
import { type ErnView, primaryResources } from '../ern-view.ts';
import { childOf, descendants, nodesAt, textOf, type XmlNode } from '../read-xml.ts';

const kinds: Readonly<Record<string, { kind: IdentifierKind; rule: ErnRule }>> = {
  ISRC: { kind: 'isrc', rule: 'id.isrc' },
  ICPN: { kind: 'upc', rule: 'id.icpn' },
  GRid: { kind: 'grid', rule: 'id.grid' },
  ISWC: { kind: 'iswc', rule: 'id.iswc' },
  ISNI: { kind: 'isni', rule: 'id.isni' },
  IpiNameNumber: { kind: 'ipi', rule: 'id.ipi' },
  DPID: { kind: 'dpid', rule: 'id.dpid' },
};

/** Codes by their check digits, which a schema does not know, and what has to have one. */
export function checkIdentifiers(view: ErnView, report: Report): void {
  for (const node of descendants(view.root)) {
    const known = kinds[node.name];
    if (known && !isRight(known.kind, node.text)) report(known.rule, node, { value: node.text });
    if (node.name === 'PartyId' && node.children.length === 0) checkPartyId(node, report);
  }
  checkRecordings(view, report);
  checkReleases(view, report);
}

/** Codes stand in messages without hyphens and in capitals; an ICPN may have zeros in front up to fourteen digits. */
function isRight(kind: IdentifierKind, text: string): boolean {
  if (kind === 'upc') return parseIdentifier('upc', text.replace(/^0(?=\d{13}$)/, '')) !== null && /^\d+$/.test(text);
  if (kind === 'ipi') return /^\d{11}$/.test(text) && parseIdentifier('ipi', text) !== null;
  if (kind === 'isrc') return /^[A-Z0-9]{12}$/.test(text) && parseIdentifier('isrc', text) !== null;
  return parseIdentifier(kind, text) !== null;
}

/** In headers it is a DPID, and elsewhere in ERN 3 what its attributes say. */
function checkPartyId(node: XmlNode, report: Report): void {
  const isHeader = /^(MessageSender|MessageRecipient|SentOnBehalfOf)$/.test(node.parent?.name ?? '');
  const { IsDPID, IsISNI, Namespace } = node.attributes;
  const isDpid = IsDPID === 'true' || (isHeader && Namespace === undefined && IsISNI !== 'true');
  if (isDpid && parseIdentifier('dpid', node.text) === null) report('id.dpid', node, { value: node.text });
  if (IsISNI === 'true' && parseIdentifier('isni', node.text) === null) report('id.isni', node, { value: node.text });
}

function checkRecordings(view: ErnView, report: Report): void {
  const seen = new Set<string>();
  for (const { node, ids } of primaryResources(view)) {
    const codes = ids.flatMap((id) => nodesAt(id, 'ISRC'));
    if (codes.length === 0) report('id.missing', node, { element: 'ISRC' });
    for (const code of codes) {
      if (seen.has(code.text)) report('id.repeated', code, { value: code.text });
      seen.add(code.text);
    }
  }
  for (const { node, ids, isRecording } of view.resources) {
    if (!isRecording && !ids.some((id) => id.children.length > 0))
      report('id.missing', node, { element: 'ResourceId' });
  }
}

function checkReleases(view: ErnView, report: Report): void {
  const seen = new Set<string>();
  for (const { node, ids } of view.releases) {
    const usable = view.family === 4 ? ['GRid', 'ICPN', 'ProprietaryId'] : ['GRid', 'ICPN', 'ISRC', 'ProprietaryId'];
    if (!ids.some((id) => usable.some((name) => childOf(id, name))))
      report('id.missing', node, { element: 'ReleaseId' });
    for (const id of ids) {
      const code = ['GRid', 'ICPN', 'ProprietaryId'].map((name) => `${name} ${textOf(id, name)}`).join(' ');
      if (seen.has(code)) report('id.repeated', id, { value: code.trim() });
      seen.add(code);
    }
  }
}
