import type { ErnVersion } from './ern-message.ts';

/**
 * What stands in which order in the parts that we write ourselves: '?' at most once, '*' any number, '+' at least once, nothing just
 * once. Elements that are not named here are passed over.
 */
const either: Readonly<Record<string, string>> = {
  MessageSender: 'PartyId PartyName? TradingName?',
  MessageRecipient: 'PartyId PartyName? TradingName?',
  SentOnBehalfOf: 'PartyId PartyName? TradingName?',
  PartyName: 'FullName FullNameIndexed?',
  PLine: 'Year? PLineCompany? PLineText',
  CLine: 'Year? CLineCompany? CLineText',
  Genre: 'GenreText SubGenre?',
  ReleaseDeal: 'DealReleaseReference+ Deal+',
  Deal: 'DealReference* DealTerms?',
};

const four: Readonly<Record<string, string>> = {
  ...either,
  NewReleaseMessage: 'MessageHeader PartyList ResourceList ReleaseList DealList?',
  MessageHeader:
    'MessageThreadId? MessageId MessageFileName? MessageSender SentOnBehalfOf? MessageRecipient+ MessageCreatedDateTime MessageControlType?',
  PartyList: 'Party+',
  Party: 'PartyReference PartyName* PartyId*',
  ResourceList: 'SoundRecording* Video* Image*',
  SoundRecording:
    'ResourceReference Type SoundRecordingEdition+ WorkId* DisplayTitleText+ DisplayTitle+ VersionType* DisplayArtistName+ DisplayArtist+ ' +
    'Contributor* Duration ParentalWarningType* RelatedResource* ContainsAI? IsCover? IsInstrumental? LanguageOfPerformance*',
  SoundRecordingEdition: 'Type? ResourceId+ PLine* TechnicalDetails*',
  TechnicalDetails: 'TechnicalResourceDetailsReference DeliveryFile* ImageCodecType? ImageHeight? ImageWidth? File?',
  DeliveryFile:
    'Type ContainerFormat? AudioCodecType? BitRate? NumberOfChannels? SamplingRate? BitsPerSample? Duration? File?',
  File: 'URI HashSum? FileSize?',
  HashSum: 'Algorithm HashSumValue',
  DisplayTitle: 'TitleText SubTitle*',
  DisplayArtist: 'ArtistPartyReference? DisplayArtistRole?',
  Contributor: 'ContributorPartyReference? Role* InstrumentType* AiContribution?',
  RelatedResource: 'ResourceRelationshipType ResourceRelatedResourceReference? Timing*',
  Image: 'ResourceReference Type ResourceId+ ParentalWarningType* ContainsAI? TechnicalDetails*',
  ReleaseList: 'Release? TrackRelease*',
  Release:
    'ReleaseReference ReleaseType+ ReleaseId DisplayTitleText+ DisplayTitle+ VersionType* DisplayArtistName+ DisplayArtist+ ' +
    'ReleaseLabelReference* PLine* CLine* Duration? DisplayGenre+ ReleaseDate* OriginalReleaseDate* ReleaseVisibilityReference* ' +
    'ParentalWarningType* IsMultiArtistCompilation? ResourceGroup ContainsAI? MarketingComment*',
  ReleaseId: 'GRid? ICPN? CatalogNumber? ProprietaryId*',
  DisplayGenre: 'GenreText SubGenre?',
  TrackRelease: 'ReleaseReference ReleaseId ReleaseResourceReference ReleaseLabelReference* DisplayGenre+',
  ResourceGroup: 'SequenceNumber? ResourceGroup* ResourceGroupContentItem* LinkedReleaseResourceReference*',
  ResourceGroupContentItem:
    'SequenceNumber? ReleaseResourceReference IsBonusResource? IsInstantGratificationResource? IsPreOrderIncentiveResource?',
  DealList: 'ReleaseDeal+ ReleaseVisibility*',
  DealTerms:
    'TerritoryCode* ExcludedTerritoryCode* ValidityPeriod+ CommercialModelType* UseType* PriceInformation* IsPreOrderDeal? ' +
    'InstantGratificationResourceList?',
  ReleaseVisibility:
    'VisibilityReference ReleaseDisplayStartDateTime? CoverArtPreviewStartDateTime? FullTrackListingPreviewStartDateTime? ' +
    'ClipPreviewStartDateTime?',
};

const older = (order: string | undefined) =>
  (order ?? '')
    .replace('DisplayGenre', 'Genre')
    .replace('ParentalWarningType*', 'ParentalWarningType+')
    .replace(/ContainsAI\? |AiContribution\?/g, '');

const three: Readonly<Record<string, string>> = {
  ...either,
  NewReleaseMessage: 'MessageHeader UpdateIndicator? ResourceList ReleaseList DealList?',
  MessageHeader:
    'MessageThreadId? MessageId MessageFileName? MessageSender SentOnBehalfOf? MessageRecipient+ MessageCreatedDateTime MessageControlType?',
  ResourceList: 'SoundRecording* Video* Image*',
  SoundRecording:
    'SoundRecordingType? SoundRecordingId+ IndirectSoundRecordingId* ResourceReference ReferenceTitle IsInstrumental? IsBonusResource? ' +
    'LanguageOfPerformance? Duration ResourceContainedResourceReferenceList? SoundRecordingDetailsByTerritory+',
  SoundRecordingDetailsByTerritory:
    'TerritoryCode* ExcludedTerritoryCode* Title* DisplayArtist* ResourceContributor* IndirectResourceContributor* DisplayArtistName* ' +
    'PLine* Genre* ParentalWarningType* TechnicalSoundRecordingDetails*',
  ReferenceTitle: 'TitleText SubTitle?',
  Title: 'TitleText SubTitle*',
  DisplayArtist: 'PartyName* PartyId* ArtistRole+',
  TechnicalSoundRecordingDetails:
    'TechnicalResourceDetailsReference ContainerFormat? AudioCodecType? BitRate? NumberOfChannels? SamplingRate? BitsPerSample? Duration? ' +
    'IsPreview? File*',
  Image: 'ImageType? ImageId+ ResourceReference ImageDetailsByTerritory+',
  ImageDetailsByTerritory: 'TerritoryCode* ExcludedTerritoryCode* ParentalWarningType* TechnicalImageDetails*',
  TechnicalImageDetails: 'TechnicalResourceDetailsReference ImageCodecType? ImageHeight? ImageWidth? File*',
  File: 'FileName? FilePath? URL? HashSum?',
  ReleaseList: 'Release*',
  Release:
    'ReleaseId+ ReleaseReference* ReferenceTitle ReleaseResourceReferenceList? ReleaseType* ReleaseDetailsByTerritory+ Duration? PLine* CLine* ' +
    'GlobalReleaseDate? GlobalOriginalReleaseDate?',
  ReleaseId: 'GRid? ISRC? ICPN? CatalogNumber? ProprietaryId*',
  ReleaseDetailsByTerritory:
    'TerritoryCode* ExcludedTerritoryCode* DisplayArtistName* LabelName* Title* DisplayArtist* IsMultiArtistCompilation? ParentalWarningType* ' +
    'MarketingComment? ResourceGroup* Genre* ReleaseDate? OriginalReleaseDate?',
  ResourceGroup: 'SequenceNumber? ResourceGroup* ResourceGroupContentItem*',
  ResourceGroupContentItem:
    'SequenceNumber? ResourceType* ReleaseResourceReference Duration? IsBonusResource? IsInstantGratificationResource? IsPreOrderIncentiveResource?',
  DealList: 'ReleaseDeal*',
  DealTerms:
    'IsPreOrderDeal? CommercialModelType* Usage* AllDealsCancelled? TakeDown? TerritoryCode* ExcludedTerritoryCode* PriceInformation* ' +
    'ValidityPeriod+ PreOrderReleaseDate? PreOrderIncentiveResourceList? InstantGratificationResourceList?',
  Usage: 'UseType+',
};

export type OrderedChild = { name: string; place: number; isRequired: boolean; isRepeatable: boolean };

const parsed: Readonly<Record<ErnVersion, ReadonlyMap<string, ReadonlyMap<string, OrderedChild>>>> = {
  '4.3.2': parse(four),
  '4.3': parse({
    ...four,
    SoundRecording: older(four.SoundRecording),
    Image: older(four.Image).replace('ParentalWarningType+', 'ParentalWarningType*'),
    Release: older(four.Release),
    TrackRelease: older(four.TrackRelease),
    Contributor: older(four.Contributor),
  }),
  '3.8.2': parse(three),
};

/** The children of an element in their order, by name; undefined where we say nothing of it. */
export function orderOf(version: ErnVersion, element: string): ReadonlyMap<string, OrderedChild> | undefined {
  return parsed[version].get(element);
}

/** Elements that another edition of the same family has instead. */
export const ofOtherEditions: Readonly<Record<ErnVersion, readonly string[]>> = {
  '4.3.2': ['Genre', 'AdditionalTitle'],
  '4.3': ['DisplayGenre', 'ContainsAI', 'AiContribution', 'FormalTitle', 'GroupingTitle', 'SentAsRequestedBy'],
  '3.8.2': [],
};

function parse(orders: Readonly<Record<string, string>>): Map<string, Map<string, OrderedChild>> {
  return new Map(
    Object.entries(orders).map(([element, order]) => [
      element,
      new Map(
        order
          .trim()
          .split(/\s+/)
          .map((item, place) => {
            const name = item.replace(/[?*+]$/, '');
            const count = item.slice(name.length);
            return [name, { name, place, isRequired: /^\+?$/.test(count), isRepeatable: /[*+]/.test(count) }];
          }),
      ),
    ]),
  );
}
