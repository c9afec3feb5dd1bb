import type { Ern4Dialect } from './ern-4-dialect.ts';
import { displayArtists, displayTitles, lines } from './ern-4-shared.ts';
import type { ErnAudioFile, ErnFile } from './ern-message.ts';
import { type ErnPlan, type PlannedMixPart, type PlannedTrack, wholeContributors } from './ern-plan.ts';
import { audioCodecs, containers, contributorRoles, imageCodecs, instruments } from './ern-values.ts';
import { writeDuration } from './iso-duration.ts';
import { group, groupOfSome, leaf, type XmlContent, type XmlElement } from './xml-element.ts';

export function resourceList(plan: ErnPlan, dialect: Ern4Dialect): XmlElement {
  return group('ResourceList', [
    plan.tracks.map((track) => soundRecording(plan, track, dialect)),
    plan.mixParts.map((part) => mixPart(plan, part, dialect)),
    frontCover(plan, dialect),
  ]);
}

function soundRecording(plan: ErnPlan, track: PlannedTrack, dialect: Ern4Dialect): XmlElement {
  const { recording } = track;
  return group('SoundRecording', [
    leaf('ResourceReference', track.resource),
    leaf('Type', 'MusicalWorkSoundRecording'),
    group('SoundRecordingEdition', [
      group('ResourceId', [
        leaf('ISRC', recording.isrc),
        recording.proprietaryIds.map(({ namespace, value }) => leaf('ProprietaryId', value, { Namespace: namespace })),
      ]),
      lines('PLine', recording.pLine),
      recording.file ? audioDetails(plan, track, recording.file) : null,
    ]),
    groupOfSome('WorkId', [leaf('ISWC', recording.iswc)]),
    displayTitles(recording),
    displayArtists(plan, recording.displayArtist, recording.artists),
    contributors(plan, track, dialect),
    leaf('Duration', writeDuration(track.seconds)),
    dialect.parentalWarning(recording.explicit),
    plan.mixParts.filter(({ mix }) => mix === track.resource).map(contentOfMix),
    dialect.containsAi(recording.aiContent),
    leaf('IsCover', recording.isCover || null),
    leaf('IsInstrumental', recording.isInstrumental),
    leaf('LanguageOfPerformance', recording.isInstrumental ? '' : recording.language),
  ]);
}

function contributors(plan: ErnPlan, { recording }: PlannedTrack, dialect: Ern4Dialect): XmlElement[] {
  return wholeContributors(recording).map((contributor, index) =>
    group(
      'Contributor',
      [
        leaf('ContributorPartyReference', plan.partyReference(contributor.party)),
        dialect.contribution(
          contributor.roles.map((role) => contributorRoles[role]),
          contributor.instruments.map((instrument) => instruments[instrument]),
          contributor.aiContent,
        ),
      ],
      { SequenceNumber: index + 1 },
    ),
  );
}

function audioDetails(plan: ErnPlan, track: PlannedTrack, file: ErnAudioFile): XmlElement {
  const own = file.codec === 'alac' ? { UserDefinedValue: 'ALAC', Namespace: plan.namespace } : {};
  return group('TechnicalDetails', [
    leaf('TechnicalResourceDetailsReference', track.technical),
    group('DeliveryFile', [
      leaf('Type', 'AudioFile'),
      leaf('ContainerFormat', containers[file.container]),
      leaf('AudioCodecType', audioCodecs[file.codec], own),
      leaf('BitRate', file.kbps, { UnitOfMeasure: 'kbps' }),
      leaf('NumberOfChannels', file.channels),
      leaf('SamplingRate', file.sampleRate, { UnitOfMeasure: 'Hz' }),
      leaf('BitsPerSample', file.bits),
      leaf('Duration', writeDuration(track.seconds)),
      fileOf(file),
    ]),
  ]);
}

function fileOf(file: ErnFile): XmlElement {
  return group('File', [
    leaf('URI', file.uri),
    file.hash
      ? group('HashSum', [leaf('Algorithm', file.hash.algorithm), leaf('HashSumValue', file.hash.value.toLowerCase())])
      : null,
    leaf('FileSize', kilobytes(file.sizeBytes)),
  ]);
}

/** Messages count kilobytes; with its decimals no byte is lost. */
function kilobytes(bytes: number): string {
  const rest = bytes % 1000;
  return rest === 0 ? String(bytes / 1000) : `${Math.floor(bytes / 1000)}.${String(rest).padStart(3, '0')}`;
}

function contentOfMix({ part, resource, seconds }: PlannedMixPart): XmlElement {
  return group('RelatedResource', [
    leaf('ResourceRelationshipType', 'HasContentFrom'),
    leaf('ResourceRelatedResourceReference', resource),
    group('Timing', [
      leaf('StartPoint', Math.round(part.startMs / 1000)),
      leaf('DurationUsed', writeDuration(seconds)),
    ]),
  ]);
}

function mixPart(plan: ErnPlan, { part, resource, id, seconds }: PlannedMixPart, dialect: Ern4Dialect): XmlElement {
  return group(
    'SoundRecording',
    [
      leaf('ResourceReference', resource),
      leaf('Type', 'MusicalWorkSoundRecording'),
      group('SoundRecordingEdition', [group('ResourceId', [leaf('ProprietaryId', id, { Namespace: plan.namespace })])]),
      displayTitles({ title: part.title, versionTitle: '', versionType: null, titleLanguage: '' }),
      displayArtists(plan, part.displayArtist, [{ party: part.artist, role: 'main' }]),
      leaf('Duration', writeDuration(seconds)),
      dialect.parentalWarning(part.explicit),
    ],
    { IsSupplemental: true },
  );
}

function frontCover(plan: ErnPlan, dialect: Ern4Dialect): XmlContent {
  const { artwork } = plan.message;
  if (!artwork || !plan.image) return null;
  const { namespace, value } = artwork.proprietaryId;
  return group('Image', [
    leaf('ResourceReference', plan.image.reference),
    leaf('Type', 'FrontCoverImage'),
    group('ResourceId', [leaf('ProprietaryId', value, { Namespace: namespace })]),
    dialect.parentalWarning(artwork.explicit),
    dialect.containsAi(artwork.aiContent),
    group('TechnicalDetails', [
      leaf('TechnicalResourceDetailsReference', plan.image.technical),
      leaf('ImageCodecType', imageCodecs[artwork.codec]),
      leaf('ImageHeight', artwork.height, { UnitOfMeasure: 'Pixel' }),
      leaf('ImageWidth', artwork.width, { UnitOfMeasure: 'Pixel' }),
      fileOf(artwork),
    ]),
  ]);
}
