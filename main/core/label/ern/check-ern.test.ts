import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { checkErn, checkErnPackage, type ErnCheckOptions } from './check-ern.ts';
import { ernRules } from './ern-finding.ts';
import { type ErnProfile, type ErnVersion, ernVersions } from './ern-message.ts';
import { exampleMessage } from './testing/example-message.ts';
import { writeErn } from './write-ern.ts';

type Broken = {
  /** What is taken out of a good message, and what is put there; all of it is replaced once unless `isEverywhere`. */
  swap: readonly (readonly [from: string | RegExp, to: string])[];
  version?: ErnVersion;
  profile?: ErnProfile;
  options?: ErnCheckOptions;
  /** Where it is found, at the end of the path. */
  at: string;
};

const trackRelease = /\s*<TrackRelease>[\s\S]*?<\/TrackRelease>/;
const mainRelease = /\s*<Release>[\s\S]*?<\/Release>/;

/** One thing broken for each rule; `file.missing`, `file.size` and `file.hash` need a folder. */
const broken: Readonly<Record<string, Broken>> = {
  'root.unknown': { swap: [['ern/432', 'ern/999']], at: '/NewReleaseMessage' },
  'element.missing': { swap: [[/<MessageId>.*<\/MessageId>/, '']], at: '/MessageHeader' },
  'element.repeated': { swap: [['<MessageId>', '<MessageId>X</MessageId><MessageId>']], at: '/MessageId[2]' },
  'element.order': { swap: [[/(<MessageThreadId>.*?>)(\s*)(<MessageId>.*?>)/s, '$3$2$1']], at: '/MessageThreadId' },
  'element.otherEdition': { swap: [[/DisplayGenre/g, 'Genre']], at: '/Release/Genre' },
  'text.empty': { swap: [['LR-2026-1', '']], at: '/MessageId' },
  'attribute.missing': { swap: [[/ LanguageAndScriptCode="en" Rel/, ' Rel']], at: '/NewReleaseMessage' },
  'avs.unknown': { swap: [['AvsVersionId="9"', 'AvsVersionId="77"']], at: '/NewReleaseMessage' },
  'value.unknown': { swap: [['>Partly<', '>Somewhat<']], at: '/ContainsAI' },
  'reference.malformed': { swap: [[/>P4</g, '>Q4<']], at: '/Party[4]/PartyReference' },
  'reference.repeated': { swap: [['<ResourceReference>A2<', '<ResourceReference>A1<']], at: '[2]/ResourceReference' },
  'reference.dangling': {
    swap: [['<DealReleaseReference>R0', '<DealReleaseReference>R9']],
    at: '/DealReleaseReference',
  },
  'reference.unused': {
    swap: [['<ReleaseVisibilityReference>V1</ReleaseVisibilityReference>', '']],
    at: '/VisibilityReference',
  },
  'id.missing': {
    swap: [[/<ISRC>ZZLR12600002<\/ISRC>/, '<ProprietaryId Namespace="X">1</ProprietaryId>']],
    at: '/SoundRecording[2]',
  },
  'id.isrc': { swap: [['<ISRC>ZZLR12600001', '<ISRC>US-BAD']], at: '/ISRC' },
  'id.icpn': { swap: [['<ICPN>5012345678900', '<ICPN>123']], at: '/ICPN' },
  'id.grid': { swap: [['<ICPN>', '<GRid>A10302B0003989564G</GRid><ICPN>']], at: '/GRid' },
  'id.iswc': { swap: [['T0345246801', 'T0702376214']], at: '/ISWC' },
  'id.isni': { swap: [['0000000121032683', '0000000121465043']], at: '/ISNI' },
  'id.ipi': { swap: [['00014107338', '00254288892']], at: '/IpiNameNumber' },
  'id.dpid': { swap: [['PADPIDA2026020202I', 'PADPIDA2014999999Z']], at: '/MessageRecipient/PartyId' },
  'id.repeated': { swap: [['<ISRC>ZZLR12600002', '<ISRC>ZZLR12600001']], at: '/ISRC' },
  'release.noMain': { swap: [[mainRelease, '']], at: '/ReleaseList' },
  'release.severalMain': { swap: [['<TrackRelease>', '<TrackRelease IsMainRelease="true">']], at: '/TrackRelease[1]' },
  'release.noLabel': { swap: [['<ReleaseLabelReference>P1</ReleaseLabelReference>', '']], at: '/Release' },
  'release.noDate': { swap: [[/<(Original)?ReleaseDate>.*?>/g, '']], at: '/Release' },
  'release.unplaced': {
    swap: [[/<ResourceGroupContentItem>\s*<SequenceNumber>3[\s\S]*?Item>/, '']],
    at: '/SoundRecording[3]',
  },
  'release.placedTwice': { swap: [[/(Number>3<.*\s*<ReleaseResourceReference>)A3/, '$1A2']], at: '/SoundRecording[2]' },
  'release.noCover': { swap: [[/<LinkedReleaseResourceReference.*/, '']], at: '/Release' },
  'track.noRelease': { swap: [[trackRelease, '']], at: '/SoundRecording[1]' },
  'track.severalReleases': { swap: [[/(<TrackRelease>[\s\S]*?)A1/, '$1A2']], at: '/TrackRelease[2]' },
  'track.unexpectedRelease': {
    profile: 'SimpleAudioSingle',
    swap: [['</ReleaseList>', '<TrackRelease><ReleaseReference>R1</ReleaseReference></TrackRelease></ReleaseList>']],
    at: '/TrackRelease',
  },
  'track.several': { swap: [['"Audio"', '"SimpleAudioSingle"']], at: '/SoundRecording[2]' },
  'sequence.missing': { swap: [['<DisplayArtist SequenceNumber="1">', '<DisplayArtist>']], at: '/DisplayArtist' },
  'sequence.repeated': { swap: [['<SequenceNumber>2', '<SequenceNumber>1']], at: '/ResourceGroupContentItem[2]' },
  'sequence.gap': { swap: [['<SequenceNumber>3', '<SequenceNumber>5']], at: '/ResourceGroup' },
  'artist.noMain': { swap: [['>MainArtist<', '>Artist<']], at: '/DisplayArtist' },
  'artist.featuredAsMain': { swap: [['>FeaturedArtist<', '>MainArtist<']], at: '/SoundRecording[3]/DisplayArtist[2]' },
  'artist.unnamed': {
    swap: [['<FullName>Cy Marsh', '<FullName>Dee Marsh']],
    at: '/SoundRecording[3]/DisplayArtist[2]',
  },
  'title.composition': {
    swap: [['>Ember &amp; Ash (Bo Ashdown Remix)<', '>Ember &amp; Ash<']],
    at: '/SoundRecording[2]/DisplayTitleText',
  },
  'contributor.repeated': {
    swap: [[/(ContributorPartyReference>)P3/, '$1P2']],
    at: '/SoundRecording[1]/Contributor[2]',
  },
  'contributor.noRole': {
    swap: [[/<Role>\s*<Value>MixingEngineer[\s\S]*?(?=<\/Contributor>)/, '']],
    at: '/Contributor[2]',
  },
  'date.malformed': { swap: [['<ReleaseDate>2026-10-02', '<ReleaseDate>2026-02-30']], at: '/ReleaseDate' },
  'date.order': { swap: [['<OriginalReleaseDate>2026', '<OriginalReleaseDate>2027']], at: '/Release' },
  'duration.malformed': { swap: [['<Duration>PT3M6S', '<Duration>3:06']], at: '/Duration' },
  'duration.sum': { swap: [[/(<CLine>[\s\S]*?<Duration>)PT9M\d+S/, '$1PT12M0S']], at: '/Release/Duration' },
  'language.malformed': {
    swap: [['<LanguageOfPerformance>en', '<LanguageOfPerformance>english!']],
    at: '/LanguageOfPerformance',
  },
  'territory.unknown': { swap: [['>DE<', '>UK<']], at: '/TerritoryCode[1]' },
  'territory.mixed': { swap: [['>DE<', '>Worldwide<']], at: '/DealTerms' },
  'territory.repeated': { swap: [['>DE<', '>GB<']], at: '/TerritoryCode[2]' },
  'deal.noTerms': { swap: [[/<UseType>PermanentDownload<\/UseType>/, '']], at: '/ReleaseDeal[1]/Deal[3]' },
  'deal.noTerritory': { swap: [['<TerritoryCode>Worldwide</TerritoryCode>', '']], at: '/DealTerms' },
  'deal.notStarted': {
    swap: [],
    options: { isLive: true, now: '2026-10-02T11:59:59Z' },
    at: '/ReleaseDeal[1]/Deal[1]',
  },
  'deal.takenDown': { swap: [[/<DealList>[\s\S]*<\/DealList>/, '']], at: '/NewReleaseMessage' },
  'deal.stillRuns': { swap: [], options: { action: 'takedown' }, at: '/Deal[1]' },
  'deal.preOrderEndsLate': { swap: [['<EndDate>2026-10-01', '<EndDate>2026-10-09']], at: '/Deal[4]' },
  'file.noName': { swap: [['<URI>resources/A1.wav</URI>', '']], at: '/File' },
  'file.noHash': { swap: [[/<HashSum>[\s\S]*?<\/HashSum>/, '']], at: '/File' },
  'file.noSize': { swap: [[/<FileSize>.*/, '']], at: '/File' },
  'file.hashMalformed': { swap: [['<HashSumValue>1c1c', '<HashSumValue>xyz']], at: '/HashSum' },
  'file.repeated': { swap: [['resources/A2.wav', 'resources/A1.wav']], at: '/File' },
  'file.outside': { swap: [['resources/A2.wav', '../../keys']], at: '/File' },
};

const written = new Map<string, string>();

function goodMessage(profile: ErnProfile = 'Audio', version: ErnVersion = '4.3.2'): string {
  const key = `${profile} ${version}`;
  const xml = written.get(key) ?? writeErn(exampleMessage(profile), version);
  if (!written.has(key)) expect(checkErn(xml)).toEqual([]);
  written.set(key, xml);
  return xml;
}

test.each(Object.entries(broken))('%s', (rule, { swap, version, profile, options, at }) => {
  const good = goodMessage(profile, version);
  const bad = swap.reduce((xml, [from, to]) => xml.replace(from, to), good);
  if (swap.length > 0) expect(bad).not.toBe(good);
  const found = checkErn(bad, options).filter((finding) => finding.rule === rule);
  expect(found[0]?.path.endsWith(at) ? at : (found[0]?.path ?? 'nothing')).toBe(at);
  expect(bad.split('\n')[(found[0]?.line ?? 0) - 1]).toBeDefined();
});

test('a label for some countries only is none for the others that a deal is about', () => {
  const labelled = (territory: string) =>
    goodMessage().replaceAll(
      '<ReleaseLabelReference>',
      `<ReleaseLabelReference ApplicableTerritoryCode="${territory}">`,
    );
  expect(checkErn(labelled('Worldwide'))).toEqual([]);
  expect(checkErn(labelled('DE')).map(({ rule, facts }) => [rule, facts.territory])).toEqual(
    Array.from({ length: 4 }, () => ['release.noLabel', 'Worldwide']),
  );
});

test('every rule has something broken', () => {
  const inFolder = ['file.missing', 'file.size', 'file.hash'];
  expect([...Object.keys(broken), ...inFolder].sort()).toEqual(Object.keys(ernRules).sort());
});

test.each([
  ['id.isrc', 'ZZLR12600001', 'ZZ1'],
  ['id.icpn', '>5012345678900<', '>5012345678901<'],
  ['artist.noMain', '>MainArtist<', '>Artist<'],
  ['artist.featuredAsMain', '>FeaturedArtist<', '>MainArtist<'],
  ['reference.dangling', '>A2</ReleaseResourceReference>', '>A77</ReleaseResourceReference>'],
  ['release.noLabel', '<LabelName>Lantern Row</LabelName>', ''],
  ['track.noRelease', /<Release IsMainRelease="false">[\s\S]*?<\/Release>/, ''],
  ['deal.noTerms', /<Usage>[\s\S]*?<\/Usage>/, ''],
  ['attribute.missing', ' MessageSchemaVersionId="ern/382"', ''],
  ['contributor.noRole', /<ResourceContributorRole>.*/g, ''],
  ['date.malformed', '2026-09-01T00:00:00Z', '2026-09-01 0:00'],
])('ERN 3.8.2: %s', (rule, from, to) => {
  const good = goodMessage('Audio', '3.8.2');
  expect(checkErn(good.replace(from, to)).map((finding) => finding.rule)).toContain(rule);
});

test('files are held against what is said of them', async () => {
  const message = exampleMessage('SimpleAudioSingle');
  const files = [message.recordings[0]!.file!, message.artwork!];
  for (const version of ernVersions) {
    const xml = writeErn(message, version);
    const asked: string[] = [];
    const folder =
      (change: { bytes?: number; hash?: string; isGone?: boolean } = {}) =>
      async (uri: string) => {
        asked.push(uri);
        const file = files.find((one) => one.uri === uri);
        if (!file || change.isGone) return null;
        return { sizeBytes: change.bytes ?? file.sizeBytes, hash: async () => change.hash ?? file.hash!.value };
      };
    const rules = async (change = {}) => (await checkErnPackage(xml, folder(change))).map(({ rule }) => rule);
    expect(await rules()).toEqual([]);
    expect(await rules({ isGone: true })).toEqual(['file.missing', 'file.missing']);
    expect(await rules({ hash: 'ff' })).toEqual(['file.hash', 'file.hash']);
    expect(await rules({ bytes: 1 })).toEqual(version === '3.8.2' ? [] : ['file.size', 'file.size']);
    asked.length = 0;
    const findings = await checkErnPackage(
      xml.replace(/resources\/(A1)/, '../$1').replace('>resources/<', '>../<'),
      folder(),
    );
    expect(findings.map(({ rule }) => rule)).toContain('file.outside');
    expect(asked.some((uri) => uri.includes('..'))).toBe(false);
  }
});

test('a message with any line missing is read to its end, or is no XML', () => {
  const lines = goodMessage().split('\n');
  const start = lines.findIndex((line) => line.includes('<PartyList>'));
  fc.assert(
    fc.property(fc.integer({ min: start, max: lines.length - 3 }), (missing) => {
      const rest = lines.filter((_, index) => index !== missing).join('\n');
      try {
        return Array.isArray(checkErn(rest));
      } catch (error) {
        return error instanceof AppError && error.code === 'XML_INVALID';
      }
    }),
    { numRuns: 40 },
  );
});
