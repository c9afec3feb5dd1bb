import { resourceList } from './ern-3-resources.ts';
import { displayArtists, genre, lines, referenceTitle, titles } from './ern-3-shared.ts';
import { period, territories } from './ern-deal-terms.ts';
import { messageHeader } from './ern-header.ts';
import type { ErnDeal, ErnMessage, ErnProfile } from './ern-message.ts';
import { asMoment, type ErnPlan, icpn, mainReleaseReference, type PlannedTrack, planErn } from './ern-plan.ts';
import { models, namespaces, parentalWarnings, releaseTypes, uses } from './ern-values.ts';
import { writeDuration } from './iso-duration.ts';
import { group, groupOfSome, leaf, writeXml, type XmlContent, type XmlElement } from './xml-element.ts';

/** How this edition calls profiles; mixes have none here, their release type says it. */
const profiles: Readonly<Record<ErnProfile, string>> = {
  Audio: 'CommonReleaseTypes/14/AudioAlbumMusicOnly',
  SimpleAudioSingle: 'CommonReleaseTypes/14/AudioSingle',
  DjMix: '',
};

/** Throws ERN_INCOMPLETE and XML_TEXT_INVALID. */
export function writeErn382(message: ErnMessage): string {
  const plan = planErn(message);
  return writeXml(
    group(
      'ern:NewReleaseMessage',
      [
        messageHeader(message),
        leaf('UpdateIndicator', message.action === 'insert' ? 'OriginalMessage' : 'UpdateMessage'),
        resourceList(plan),
        group('ReleaseList', [
          mainRelease(plan),
          plan.hasTrackReleases ? plan.tracks.map((track) => trackRelease(plan, track)) : [],
        ]),
        dealList(plan),
      ],
      {
        'xmlns:ern': namespaces['3.8.2'],
        MessageSchemaVersionId: 'ern/382',
        ReleaseProfileVersionId: profiles[message.profile],
        LanguageAndScriptCode: message.language,
      },
    ),
  );
}

function mainRelease(plan: ErnPlan): XmlElement {
  const { release, profile } = plan.message;
  const ean = release.upc === '' ? '' : icpn(release.upc);
  return group(
    'Release',
    [
      group('ReleaseId', [
        leaf('GRid', release.grid),
        leaf('ICPN', ean, { IsEan: ean.length === 13 }),
        leaf('CatalogNumber', release.catalogueNumber, { Namespace: plan.namespace }),
        release.proprietaryIds.map(({ namespace, value }) => leaf('ProprietaryId', value, { Namespace: namespace })),
      ]),
      leaf('ReleaseReference', mainReleaseReference),
      referenceTitle(release),
      group('ReleaseResourceReferenceList', [
        plan.tracks.map(({ resource }) => resourceReference(resource, 'PrimaryResource')),
        plan.image ? resourceReference(plan.image.reference, 'SecondaryResource') : null,
      ]),
      leaf('ReleaseType', profile === 'SimpleAudioSingle' ? 'SingleResourceRelease' : releaseTypes[release.kind]),
      group('ReleaseDetailsByTerritory', [
        leaf('TerritoryCode', 'Worldwide'),
        leaf('DisplayArtistName', release.displayArtist),
        leaf('LabelName', plan.partyOf(release.label).name),
        titles(release),
        displayArtists(plan, release.artists),
        leaf('IsMultiArtistCompilation', release.kind === 'compilation' || null),
        leaf('ParentalWarningType', parentalWarnings[release.explicit]),
        leaf('MarketingComment', release.marketingComment),
        resourceGroup(plan),
        genre(release.genre, release.subGenre),
        leaf('ReleaseDate', release.releaseDate),
        leaf('OriginalReleaseDate', release.originalReleaseDate),
      ]),
      leaf('Duration', writeDuration(plan.seconds)),
      lines('PLine', release.pLine),
      lines('CLine', release.cLine),
      leaf('GlobalReleaseDate', release.releaseDate),
      leaf('GlobalOriginalReleaseDate', release.originalReleaseDate),
    ],
    { IsMainRelease: true },
  );
}

function trackRelease(plan: ErnPlan, track: PlannedTrack): XmlElement {
  const { release } = plan.message;
  const { recording } = track;
  return group(
    'Release',
    [
      group('ReleaseId', [
        leaf('ISRC', recording.isrc),
        leaf('ProprietaryId', track.releaseId, { Namespace: plan.namespace }),
      ]),
      leaf('ReleaseReference', track.release),
      referenceTitle(recording),
      group('ReleaseResourceReferenceList', [resourceReference(track.resource, 'PrimaryResource')]),
      leaf('ReleaseType', 'TrackRelease'),
      group('ReleaseDetailsByTerritory', [
        leaf('TerritoryCode', 'Worldwide'),
        leaf('DisplayArtistName', recording.displayArtist),
        leaf('LabelName', plan.partyOf(release.label).name),
        titles(recording),
        displayArtists(plan, recording.artists),
        leaf('ParentalWarningType', parentalWarnings[recording.explicit]),
        recording.genre === '' ? genre(release.genre, release.subGenre) : genre(recording.genre, ''),
        leaf('ReleaseDate', release.releaseDate),
        leaf('OriginalReleaseDate', release.originalReleaseDate),
      ]),
      leaf('Duration', writeDuration(track.seconds)),
      lines('PLine', recording.pLine),
    ],
    { IsMainRelease: false },
  );
}

function resourceReference(reference: string, type: 'PrimaryResource' | 'SecondaryResource'): XmlContent {
  return leaf('ReleaseResourceReference', reference, { ReleaseResourceType: type });
}

function resourceGroup(plan: ErnPlan): XmlElement {
  const discs = [...new Set(plan.tracks.map(({ recording }) => recording.disc))].sort((one, other) => one - other);
  return group(
    'ResourceGroup',
    discs.map((disc) =>
      group('ResourceGroup', [
        leaf('SequenceNumber', disc),
        plan.tracks.filter(({ recording }) => recording.disc === disc).map(contentItem),
      ]),
    ),
  );
}

function contentItem({ recording, resource, seconds }: PlannedTrack): XmlElement {
  return group('ResourceGroupContentItem', [
    leaf('SequenceNumber', recording.number),
    leaf('ResourceType', 'SoundRecording'),
    resourceReference(resource, 'PrimaryResource'),
    leaf('Duration', writeDuration(seconds)),
    leaf('IsBonusResource', recording.isBonus || null),
    leaf('IsInstantGratificationResource', recording.isInstantGratification || null),
    leaf('IsPreOrderIncentiveResource', recording.isPreOrderIncentive || null),
  ]);
}

function dealList(plan: ErnPlan): XmlContent {
  const { action, deals, createdAt } = plan.message;
  const references = (isAll: boolean) => [
    leaf('DealReleaseReference', mainReleaseReference),
    isAll && plan.hasTrackReleases ? plan.tracks.map(({ release }) => leaf('DealReleaseReference', release)) : [],
  ];
  if (action === 'takedown') return group('DealList', [group('ReleaseDeal', [references(true), takeDown(createdAt)])]);
  if (deals.length === 0) return null;
  const ofTracks = deals.filter(({ withTracks, isPreOrder }) => withTracks && !isPreOrder);
  return group('DealList', [
    group('ReleaseDeal', [references(false), deals.map((deal) => dealOf(plan, deal, deal.priceCode))]),
    plan.hasTrackReleases && ofTracks.length > 0
      ? group('ReleaseDeal', [
          plan.tracks.map(({ release }) => leaf('DealReleaseReference', release)),
          ofTracks.map((deal) => dealOf(plan, deal, '')),
        ])
      : null,
  ]);
}

function takeDown(createdAt: string): XmlElement {
  return group('Deal', [
    group('DealTerms', [
      leaf('TakeDown', true),
      leaf('TerritoryCode', 'Worldwide'),
      period({ start: createdAt.slice(0, 10), end: '' }),
    ]),
  ]);
}

function dealOf(plan: ErnPlan, deal: ErnDeal, priceCode: string): XmlElement {
  const flagged = (flag: 'isInstantGratification' | 'isPreOrderIncentive') =>
    plan.tracks
      .filter(({ recording }) => deal.isPreOrder && recording[flag])
      .map(({ resource }) => leaf('DealResourceReference', resource));
  return group('Deal', [
    group('DealTerms', [
      leaf('IsPreOrderDeal', deal.isPreOrder || null),
      deal.models.map((model) => leaf('CommercialModelType', models[model])),
      group(
        'Usage',
        deal.uses.map((use) => leaf('UseType', uses[use])),
      ),
      territories(deal.territories),
      groupOfSome('PriceInformation', [leaf('PriceType', priceCode, { Namespace: plan.namespace })]),
      period(deal),
      deal.isPreOrder ? leaf('PreOrderReleaseDate', deal.start.slice(0, 10)) : null,
      previews(plan.message),
      groupOfSome('PreOrderIncentiveResourceList', flagged('isPreOrderIncentive')),
      groupOfSome('InstantGratificationResourceList', flagged('isInstantGratification')),
    ]),
  ]);
}

/** All four moments or none; where some are unknown, nothing is shown before the last that is known. */
function previews({ visibility }: ErnMessage): XmlContent {
  if (visibility === null) return null;
  const known = Object.values(visibility)
    .filter((time) => time !== '')
    .sort();
  const latest = known.at(-1);
  if (latest === undefined) return null;
  const moment = (time: string) => asMoment(time || latest);
  return [
    leaf('ReleaseDisplayStartDateTime', moment(visibility.release)),
    leaf('TrackListingPreviewStartDateTime', moment(visibility.trackList)),
    leaf('CoverArtPreviewStartDateTime', moment(visibility.coverArt)),
    leaf('ClipPreviewStartDateTime', moment(visibility.clips)),
  ];
}
