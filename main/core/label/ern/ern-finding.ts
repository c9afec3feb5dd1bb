import { pathOf, type XmlNode } from './read-xml.ts';

/**
 * Everything that a message can be told, and how bad it is: errors make a store refuse the message or get it wrong. What each
 * is about stands in README.md.
 */
export const ernRules = {
  'root.unknown': 'error',
  'element.missing': 'error',
  'element.repeated': 'error',
  'element.order': 'error',
  'element.otherEdition': 'error',
  'text.empty': 'error',
  'attribute.missing': 'error',
  'avs.unknown': 'error',
  'value.unknown': 'error',
  'reference.malformed': 'error',
  'reference.repeated': 'error',
  'reference.dangling': 'error',
  'reference.unused': 'warning',
  'id.missing': 'error',
  'id.isrc': 'error',
  'id.icpn': 'error',
  'id.grid': 'error',
  'id.iswc': 'error',
  'id.isni': 'error',
  'id.ipi': 'error',
  'id.dpid': 'error',
  'id.repeated': 'error',
  'release.noMain': 'error',
  'release.severalMain': 'error',
  'release.noLabel': 'error',
  'release.noDate': 'error',
  'release.unplaced': 'error',
  'release.placedTwice': 'error',
  'release.noCover': 'warning',
  'track.noRelease': 'error',
  'track.severalReleases': 'error',
  'track.unexpectedRelease': 'error',
  'track.several': 'error',
  'sequence.missing': 'error',
  'sequence.repeated': 'error',
  'sequence.gap': 'warning',
  'artist.noMain': 'error',
  'artist.featuredAsMain': 'error',
  'artist.unnamed': 'warning',
  'title.composition': 'error',
  'contributor.repeated': 'error',
  'contributor.noRole': 'warning',
  'date.malformed': 'error',
  'date.order': 'error',
  'duration.malformed': 'error',
  'duration.sum': 'warning',
  'language.malformed': 'error',
  'territory.unknown': 'error',
  'territory.mixed': 'error',
  'territory.repeated': 'warning',
  'deal.noTerms': 'error',
  'deal.noTerritory': 'error',
  'deal.notStarted': 'error',
  'deal.takenDown': 'warning',
  'deal.stillRuns': 'error',
  'deal.preOrderEndsLate': 'warning',
  'file.noName': 'error',
  'file.noHash': 'warning',
  'file.noSize': 'warning',
  'file.hashMalformed': 'error',
  'file.repeated': 'error',
  'file.outside': 'error',
  'file.missing': 'error',
  'file.size': 'error',
  'file.hash': 'error',
} as const satisfies Record<string, 'error' | 'warning'>;

export type ErnRule = keyof typeof ernRules;

export type ErnFinding = {
  rule: ErnRule;
  severity: 'error' | 'warning';
  /** '/NewReleaseMessage/ResourceList/SoundRecording[2]/Duration' */
  path: string;
  line: number;
  /** What a sentence about it needs. */
  facts: Readonly<Record<string, string | number>>;
};

export type Report = (rule: ErnRule, node: XmlNode, facts?: ErnFinding['facts']) => void;

/** Names and titles of others can be of any length; and who reads more than that has another problem. */
const maxFact = 200;
const maxFindings = 500;

export function collectFindings(): { report: Report; findings: ErnFinding[] } {
  const findings: ErnFinding[] = [];
  const report: Report = (rule, node, facts = {}) => {
    if (findings.length >= maxFindings) return;
    const short = Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? fact.slice(0, maxFact) : fact,
    ]);
    findings.push({
      rule,
      severity: ernRules[rule],
      path: pathOf(node),
      line: node.line,
      facts: Object.fromEntries(short),
    });
  };
  return { report, findings };
}
