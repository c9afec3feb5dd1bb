import type { ErnDisplayArtist, ErnLine, ErnTitle } from './ern-message.ts';
import { type ErnPlan, wholeTitle } from './ern-plan.ts';
import { artistRoles, versionTypes } from './ern-values.ts';
import { group, leaf, type XmlContent } from './xml-element.ts';

/** The title as one text, the same in its parts, and what kind of version it is. */
export function displayTitles(title: ErnTitle): XmlContent {
  const language = { LanguageAndScriptCode: title.titleLanguage };
  return [
    leaf('DisplayTitleText', wholeTitle(title), language),
    group(
      'DisplayTitle',
      [leaf('TitleText', title.title), leaf('SubTitle', title.versionTitle, { SubTitleType: 'Version' })],
      language,
    ),
    leaf('VersionType', title.versionType === null ? '' : versionTypes[title.versionType]),
  ];
}

/** The credit as one text, and who is named in it. */
export function displayArtists(plan: ErnPlan, name: string, artists: readonly ErnDisplayArtist[]): XmlContent {
  const shown = artists.flatMap(({ party, role }) => {
    const value = artistRoles[role];
    return value === null ? [] : [{ party, value }];
  });
  return [
    leaf('DisplayArtistName', name),
    shown.map(({ party, value }, index) =>
      group(
        'DisplayArtist',
        [leaf('ArtistPartyReference', plan.partyReference(party)), leaf('DisplayArtistRole', value)],
        { SequenceNumber: index + 1 },
      ),
    ),
  ];
}

export function lines(name: 'PLine' | 'CLine', line: ErnLine | null): XmlContent {
  if (line === null) return null;
  return group(name, [
    leaf('Year', String(line.year).padStart(4, '0')),
    leaf(`${name}Company`, line.company),
    leaf(`${name}Text`, line.text),
  ]);
}
