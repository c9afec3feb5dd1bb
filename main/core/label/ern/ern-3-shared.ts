import type { ErnDisplayArtist, ErnLine, ErnParty, ErnTitle } from './ern-message.ts';
import type { ErnPlan } from './ern-plan.ts';
import { artistRoles } from './ern-values.ts';
import { group, leaf, type XmlContent, type XmlElement } from './xml-element.ts';

/** What something is called among the two partners. */
export function referenceTitle({ title, versionTitle }: ErnTitle): XmlElement {
  return group('ReferenceTitle', [leaf('TitleText', title), leaf('SubTitle', versionTitle)]);
}

/** What something is called in public. */
export function titles(title: ErnTitle): XmlElement {
  return group('Title', [leaf('TitleText', title.title), leaf('SubTitle', title.versionTitle)], {
    LanguageAndScriptCode: title.titleLanguage,
    TitleType: 'DisplayTitle',
  });
}

/** There is no list of parties: each is described where it is named. */
export function partyDescription({ name, indexedName, ...ids }: ErnParty): XmlContent {
  return [
    group('PartyName', [leaf('FullName', name), leaf('FullNameIndexed', indexedName)]),
    leaf('PartyId', ids.dpid, { IsDPID: true }),
    leaf('PartyId', ids.isni, { IsISNI: true }),
    leaf('PartyId', ids.ipi, { Namespace: 'IPI' }),
    ids.proprietaryIds.map(({ namespace, value }) => leaf('PartyId', value, { Namespace: namespace })),
  ];
}

export function displayArtists(plan: ErnPlan, artists: readonly ErnDisplayArtist[]): XmlElement[] {
  const shown = artists.flatMap(({ party, role }) => {
    const value = artistRoles[role];
    return value === null ? [] : [{ party, value }];
  });
  return shown.map(({ party, value }, index) =>
    group('DisplayArtist', [partyDescription(plan.partyOf(party)), leaf('ArtistRole', value)], {
      SequenceNumber: index + 1,
    }),
  );
}

export function lines(name: 'PLine' | 'CLine', line: ErnLine | null): XmlContent {
  if (line === null) return null;
  return group(name, [
    leaf('Year', String(line.year).padStart(4, '0')),
    leaf(`${name}Company`, line.company),
    leaf(`${name}Text`, line.text),
  ]);
}

export function genre(text: string, subGenre: string): XmlElement {
  return group('Genre', [leaf('GenreText', text), leaf('SubGenre', subGenre)]);
}
