import type { Ern4Dialect } from './ern-4-dialect.ts';
import { displayArtists, displayTitles, lines } from './ern-4-shared.ts';
import type { ErnReleaseKind } from './ern-message.ts';
import { type ErnPlan, icpn, mainReleaseReference, type PlannedTrack, visibilityReference } from './ern-plan.ts';
import { releaseTypes } from './ern-values.ts';
import { writeDuration } from './iso-duration.ts';
import { group, leaf, type XmlContent, type XmlElement } from './xml-element.ts';

/** The main release and, in profile Audio, one release for each track, whether or not a deal is about it. */
export function releaseList(plan: ErnPlan, dialect: Ern4Dialect): XmlElement {
  const tracks = plan.hasTrackReleases ? plan.tracks.map((track) => trackRelease(plan, track, dialect)) : [];
  return group('ReleaseList', [mainRelease(plan, dialect), tracks]);
}

function mainRelease(plan: ErnPlan, dialect: Ern4Dialect): XmlElement {
  const { release, visibility, profile, action, deals } = plan.message;
  // What nobody may use is not shown either, and the list that it would point into is not there.
  const isShown = visibility !== null && action !== 'takedown' && deals.length > 0;
  return group('Release', [
    leaf('ReleaseReference', mainReleaseReference),
    leaf('ReleaseType', profile === 'SimpleAudioSingle' ? 'SingleResourceRelease' : releaseTypes[release.kind]),
    group('ReleaseId', [
      leaf('GRid', release.grid),
      leaf('ICPN', release.upc === '' ? '' : icpn(release.upc)),
      leaf('CatalogNumber', release.catalogueNumber, { Namespace: plan.namespace }),
      release.proprietaryIds.map(({ namespace, value }) => leaf('ProprietaryId', value, { Namespace: namespace })),
    ]),
    displayTitles(release),
    displayArtists(plan, release.displayArtist, release.artists),
    leaf('ReleaseLabelReference', plan.partyReference(release.label)),
    lines('PLine', release.pLine),
    lines('CLine', release.cLine),
    leaf('Duration', writeDuration(plan.seconds)),
    dialect.genre(release.genre, release.subGenre),
    leaf('ReleaseDate', release.releaseDate),
    leaf('OriginalReleaseDate', release.originalReleaseDate),
    isShown ? leaf('ReleaseVisibilityReference', visibilityReference) : null,
    dialect.parentalWarning(release.explicit),
    compilation(release.kind),
    resourceGroup(plan),
    dialect.containsAi(release.aiContent),
    leaf('MarketingComment', release.marketingComment),
  ]);
}

function compilation(kind: ErnReleaseKind): XmlContent {
  return kind === 'compilation' ? leaf('IsMultiArtistCompilation', true) : null;
}

function trackRelease(plan: ErnPlan, track: PlannedTrack, dialect: Ern4Dialect): XmlElement {
  const { release } = plan.message;
  const { genre } = track.recording;
  return group('TrackRelease', [
    leaf('ReleaseReference', track.release),
    group('ReleaseId', [leaf('ProprietaryId', track.releaseId, { Namespace: plan.namespace })]),
    leaf('ReleaseResourceReference', track.resource),
    leaf('ReleaseLabelReference', plan.partyReference(release.label)),
    genre === '' ? dialect.genre(release.genre, release.subGenre) : dialect.genre(genre, ''),
  ]);
}

/** The order of the release stands here only. Several discs are groups within. */
function resourceGroup(plan: ErnPlan): XmlElement {
  const discs = [...new Set(plan.tracks.map(({ recording }) => recording.disc))].sort((one, other) => one - other);
  const itemsOf = (disc: number) => plan.tracks.filter(({ recording }) => recording.disc === disc).map(contentItem);
  const cover = plan.image
    ? leaf('LinkedReleaseResourceReference', plan.image.reference, { LinkDescription: 'CoverArt' })
    : null;
  if (discs.length === 1) return group('ResourceGroup', [itemsOf(discs[0] as number), cover]);
  return group('ResourceGroup', [
    discs.map((disc) =>
      group('ResourceGroup', [leaf('SequenceNumber', disc), itemsOf(disc)], { ResourceGroupType: 'Component' }),
    ),
    cover,
  ]);
}

function contentItem({ recording, resource }: PlannedTrack): XmlElement {
  return group('ResourceGroupContentItem', [
    leaf('SequenceNumber', recording.number),
    leaf('ReleaseResourceReference', resource),
    leaf('IsBonusResource', recording.isBonus || null),
    leaf('IsInstantGratificationResource', recording.isInstantGratification || null),
    leaf('IsPreOrderIncentiveResource', recording.isPreOrderIncentive || null),
  ]);
}
