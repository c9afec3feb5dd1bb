import { displayArtists, lines, partyDescription, referenceTitle, titles } from './ern-3-shared.ts';
import type { ErnAudioFile, ErnFile, ErnRecording } from './ern-message.ts';
import { type ErnPlan, type PlannedMixPart, type PlannedTrack, wholeContributors } from './ern-plan.ts';
import { audioCodecs, containers, contributorRoles, imageCodecs, instruments, parentalWarnings } from './ern-values.ts';
import { writeDuration } from './iso-duration.ts';
import { group, groupOfSome, leaf, type XmlContent, type XmlElement } from './xml-element.ts';

export function resourceList(plan: ErnPlan): XmlElement {
  return group('ResourceList', [
    plan.tracks.map((track) => soundRecording(plan, track)),
    plan.mixParts.map((part) => mixPart(plan, part)),
    frontCover(plan),
  ]);
}

function soundRecording(plan: ErnPlan, track: PlannedTrack): XmlElement {
  const { recording, resource, seconds } = track;
  return group('SoundRecording', [
    leaf('SoundRecordingType', 'MusicalWorkSoundRecording'),
    group('SoundRecordingId', [
      leaf('ISRC', recording.isrc),
      recording.proprietaryIds.map(({ namespace, value }) => leaf('ProprietaryId', value, { Namespace: namespace })),
    ]),
    groupOfSome('IndirectSoundRecordingId', [leaf('ISWC', recording.iswc)]),
    leaf('ResourceReference', resource),
    referenceTitle(recording),
    leaf('IsInstrumental', recording.isInstrumental),
    leaf('IsBonusResource', recording.isBonus || null),
    leaf('LanguageOfPerformance', languageCode(recording)),
    leaf('Duration', writeDuration(seconds)),
    groupOfSome(
      'ResourceContainedResourceReferenceList',
      plan.mixParts.filter(({ mix }) => mix === resource).map(contentOfMix),
    ),
    group('SoundRecordingDetailsByTerritory', [
      leaf('TerritoryCode', 'Worldwide'),
      titles(recording),
      displayArtists(plan, recording.artists),
      contributors(plan, recording),
      leaf('DisplayArtistName', recording.displayArtist),
      lines('PLine', recording.pLine),
      leaf('ParentalWarningType', parentalWarnings[recording.explicit]),
      recording.file ? audioDetails(plan, track, recording.file) : null,
    ]),
  ]);
}

/** Only languages can be named here, no scripts and countries. */
function languageCode({ isInstrumental, language }: ErnRecording): string {
  const [code = ''] = language.split('-');
  return isInstrumental || !/^[a-z]{2}$/i.test(code) ? '' : code.toLowerCase();
}

/** Who played stands before who wrote. */
function contributors(plan: ErnPlan, recording: ErnRecording): XmlContent {
  const all = wholeContributors(recording).map((contributor) => ({
    party: partyDescription(plan.partyOf(contributor.party)),
    roles: contributor.roles.map((role) => contributorRoles[role]),
    played: contributor.instruments.map((instrument) => leaf('InstrumentType', instruments[instrument])),
  }));
  const played = all.filter(({ roles }) => roles.some(({ isWriter }) => !isWriter));
  const written = all.filter(({ roles }) => roles.some(({ isWriter }) => isWriter));
  return [
    played.map(({ party, roles, played: instrumentTypes }, index) =>
      group(
        'ResourceContributor',
        [
          party,
          roles.filter(({ isWriter }) => !isWriter).map(({ value }) => leaf('ResourceContributorRole', value)),
          instrumentTypes,
        ],
        { SequenceNumber: index + 1 },
      ),
    ),
    written.map(({ party, roles }, index) =>
      group(
        'IndirectResourceContributor',
        [
          party,
          roles.filter(({ isWriter }) => isWriter).map(({ value }) => leaf('IndirectResourceContributorRole', value)),
        ],
        { SequenceNumber: index + 1 },
      ),
    ),
  ];
}

function audioDetails(plan: ErnPlan, track: PlannedTrack, file: ErnAudioFile): XmlElement {
  const own = file.codec === 'alac' ? { UserDefinedValue: 'ALAC', Namespace: plan.namespace } : {};
  return group('TechnicalSoundRecordingDetails', [
    leaf('TechnicalResourceDetailsReference', track.technical),
    leaf('ContainerFormat', containers[file.container]),
    leaf('AudioCodecType', audioCodecs[file.codec], own),
    leaf('BitRate', file.kbps, { UnitOfMeasure: 'kbps' }),
    leaf('NumberOfChannels', file.channels),
    leaf('SamplingRate', file.sampleRate, { UnitOfMeasure: 'Hz' }),
    leaf('BitsPerSample', file.bits),
    leaf('Duration', writeDuration(track.seconds)),
    leaf('IsPreview', false),
    fileOf(file),
  ]);
}

/** Its size cannot be told here. */
function fileOf({ uri, hash }: ErnFile): XmlElement {
  const name = uri.lastIndexOf('/') + 1;
  return group('File', [
    leaf('FileName', uri.slice(name)),
    leaf('FilePath', uri.slice(0, name)),
    hash
      ? group('HashSum', [leaf('HashSum', hash.value.toLowerCase()), leaf('HashSumAlgorithmType', hash.algorithm)])
      : null,
  ]);
}

function contentOfMix({ part, resource, seconds }: PlannedMixPart): XmlElement {
  return group('ResourceContainedResourceReference', [
    leaf('ResourceContainedResourceReference', resource),
    leaf('DurationUsed', writeDuration(seconds)),
    leaf('StartPoint', Math.round(part.startMs / 1000)),
  ]);
}

function mixPart(plan: ErnPlan, { part, resource, id, seconds }: PlannedMixPart): XmlElement {
  const title = { title: part.title, versionTitle: '', versionType: null, titleLanguage: '' };
  return group('SoundRecording', [
    leaf('SoundRecordingType', 'MusicalWorkSoundRecording'),
    group('SoundRecordingId', [leaf('ProprietaryId', id, { Namespace: plan.namespace })]),
    leaf('ResourceReference', resource),
    referenceTitle(title),
    leaf('Duration', writeDuration(seconds)),
    group('SoundRecordingDetailsByTerritory', [
      leaf('TerritoryCode', 'Worldwide'),
      titles(title),
      displayArtists(plan, [{ party: part.artist, role: 'main' }]),
      leaf('DisplayArtistName', part.displayArtist),
      leaf('ParentalWarningType', parentalWarnings[part.explicit]),
    ]),
  ]);
}

function frontCover(plan: ErnPlan): XmlContent {
  const { artwork } = plan.message;
  if (!artwork || !plan.image) return null;
  const { namespace, value } = artwork.proprietaryId;
  return group('Image', [
    leaf('ImageType', 'FrontCoverImage'),
    group('ImageId', [leaf('ProprietaryId', value, { Namespace: namespace })]),
    leaf('ResourceReference', plan.image.reference),
    group('ImageDetailsByTerritory', [
      leaf('TerritoryCode', 'Worldwide'),
      leaf('ParentalWarningType', parentalWarnings[artwork.explicit]),
      group('TechnicalImageDetails', [
        leaf('TechnicalResourceDetailsReference', plan.image.technical),
        leaf('ImageCodecType', imageCodecs[artwork.codec]),
        leaf('ImageHeight', artwork.height, { UnitOfMeasure: 'Pixel' }),
        leaf('ImageWidth', artwork.width, { UnitOfMeasure: 'Pixel' }),
        fileOf(artwork),
      ]),
    ]),
  ]);
}
