import type { Report } from '../ern-finding.ts';
import type { ErnView } from '../ern-view.ts';
import { descendants, type XmlNode } from '../read-xml.ts';

/** Which elements name something, which speak of it, and how such names begin. */
const kinds: readonly { start: string; named: readonly string[]; spoken: RegExp; families: readonly (3 | 4)[] }[] = [
  {
    start: 'P',
    named: ['PartyReference'],
    spoken: /^(Artist|Contributor|Character|RecordCompany)PartyReference$|^ReleaseLabelReference$|^DisplayCreditParty$/,
    families: [4],
  },
  {
    start: 'A',
    named: ['ResourceReference'],
    spoken:
      /^(Linked)?ReleaseResourceReference$|^ResourceRelatedResourceReference$|^DealResourceReference$|^ResourceGroupResourceReference$|^ResourceContainedResourceReference$/,
    families: [3, 4],
  },
  {
    start: 'R',
    named: ['ReleaseReference'],
    spoken: /^DealReleaseReference$|^ResourceGroupReleaseReference$|^ResourceReleaseReference$/,
    families: [3, 4],
  },
  {
    start: 'T',
    named: ['TechnicalResourceDetailsReference'],
    spoken: /^DealTechnicalResourceDetailsReference$/,
    families: [3, 4],
  },
  { start: 'V', named: ['VisibilityReference'], spoken: /^ReleaseVisibilityReference$/, families: [4] },
];

/** Names are unique and right, and whatever is spoken of is there: a schema looks at neither. */
export function checkReferences(view: ErnView, report: Report): void {
  const nodes = [...descendants(view.root)].filter(({ children }) => children.length === 0);
  for (const kind of kinds) {
    if (!kind.families.includes(view.family)) continue;
    const named = nodes.filter(({ name }) => kind.named.includes(name));
    const spoken = nodes.filter(({ name }) => kind.spoken.test(name));
    checkNames(named, kind.start, report);
    const known = new Set(named.map(({ text }) => text));
    for (const node of spoken) if (!known.has(node.text)) report('reference.dangling', node, { reference: node.text });
    // Releases need no deal, and files are spoken of only where a deal is about one of several.
    if (kind.start === 'T' || kind.start === 'R') continue;
    const used = new Set(spoken.map(({ text }) => text));
    for (const node of named) if (!used.has(node.text)) report('reference.unused', node, { reference: node.text });
  }
}

function checkNames(named: readonly XmlNode[], start: string, report: Report): void {
  const seen = new Set<string>();
  for (const node of named) {
    if (!new RegExp(`^${start}[\\w-]+$`, 'u').test(node.text)) {
      report('reference.malformed', node, { reference: node.text, start });
    }
    if (seen.has(node.text)) report('reference.repeated', node, { reference: node.text });
    seen.add(node.text);
  }
}
