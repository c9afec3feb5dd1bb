import type { Ern4Dialect } from './ern-4-dialect.ts';
import { releaseList } from './ern-4-release.ts';
import { resourceList } from './ern-4-resources.ts';
import { period, territories } from './ern-deal-terms.ts';
import { messageHeader } from './ern-header.ts';
import type { ErnDeal, ErnMessage, ErnParty } from './ern-message.ts';
import { asMoment, type ErnPlan, mainReleaseReference, planErn, visibilityReference } from './ern-plan.ts';
import { models, namespaces, uses } from './ern-values.ts';
import { group, groupOfSome, leaf, writeXml, type XmlContent, type XmlElement } from './xml-element.ts';

export function writeErn4(message: ErnMessage, dialect: Ern4Dialect): string {
  const plan = planErn(message);
  return writeXml(
    group(
      'ern:NewReleaseMessage',
      [
        messageHeader(message),
        group(
          'PartyList',
          plan.parties.map((one) => party(plan, one)),
        ),
        resourceList(plan, dialect),
        releaseList(plan, dialect),
        dealList(plan),
      ],
      {
        'xmlns:ern': namespaces[dialect.version],
        AvsVersionId: dialect.avsVersionId,
        LanguageAndScriptCode: message.language,
        ReleaseProfileVersionId: message.profile,
      },
    ),
  );
}

function party(plan: ErnPlan, { key, name, indexedName, ...ids }: ErnParty): XmlElement {
  return group('Party', [
    leaf('PartyReference', plan.partyReference(key)),
    group('PartyName', [leaf('FullName', name), leaf('FullNameIndexed', indexedName)]),
    groupOfSome('PartyId', [
      leaf('ISNI', ids.isni),
      leaf('DPID', ids.dpid),
      leaf('IpiNameNumber', ids.ipi),
      ids.proprietaryIds.map(({ namespace, value }) => leaf('ProprietaryId', value, { Namespace: namespace })),
    ]),
  ]);
}

/** The latest message replaces all deals of earlier ones, so one without any takes the release down. */
function dealList(plan: ErnPlan): XmlContent {
  const { action, deals, visibility } = plan.message;
  if (action === 'takedown' || deals.length === 0) return null;
  const ofTracks = deals.filter(({ withTracks, isPreOrder }) => withTracks && !isPreOrder);
  return group('DealList', [
    group('ReleaseDeal', [
      leaf('DealReleaseReference', mainReleaseReference),
      deals.map((deal) => dealOf(plan, deal, deal.priceCode)),
    ]),
    plan.hasTrackReleases && ofTracks.length > 0
      ? group('ReleaseDeal', [
          plan.tracks.map(({ release }) => leaf('DealReleaseReference', release)),
          ofTracks.map((deal) => dealOf(plan, deal, '')),
        ])
      : null,
    visibility === null
      ? null
      : group('ReleaseVisibility', [
          leaf('VisibilityReference', visibilityReference),
          leaf('ReleaseDisplayStartDateTime', asMoment(visibility.release)),
          leaf('CoverArtPreviewStartDateTime', asMoment(visibility.coverArt)),
          leaf('FullTrackListingPreviewStartDateTime', asMoment(visibility.trackList)),
          leaf('ClipPreviewStartDateTime', asMoment(visibility.clips)),
        ]),
  ]);
}

function dealOf(plan: ErnPlan, deal: ErnDeal, priceCode: string): XmlElement {
  const early = plan.tracks.filter(({ recording }) => recording.isInstantGratification);
  return group('Deal', [
    group('DealTerms', [
      territories(deal.territories),
      period(deal),
      deal.models.map((model) => leaf('CommercialModelType', models[model])),
      deal.uses.map((use) => leaf('UseType', uses[use])),
      groupOfSome('PriceInformation', [leaf('PriceCode', priceCode, { Namespace: plan.namespace })]),
      leaf('IsPreOrderDeal', deal.isPreOrder || null),
      deal.isPreOrder
        ? groupOfSome(
            'InstantGratificationResourceList',
            early.map(({ resource }) => leaf('DealResourceReference', resource)),
          )
        : null,
    ]),
  ]);
}
