import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { checkErn } from './check-ern.ts';
import { type ErnAction, type ErnMessage, ernProfiles, ernVersions } from './ern-message.ts';
import { readDuration, wholeSeconds, writeDuration } from './iso-duration.ts';
import { childrenOf, nodesAt, readXml, textOf } from './read-xml.ts';
import { exampleMessage } from './testing/example-message.ts';
import { batchCompleteName, batchFolder, batchIdOf, releasePaths, writeBatchComplete } from './write-batch.ts';
import { writeErn } from './write-ern.ts';
import { group, leaf, writeXml } from './xml-element.ts';

const actions: ErnAction[] = ['insert', 'update', 'takedown'];
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? [error.code, error.details] : error;
  }
  return null;
};

test.each(ernVersions)('nothing can be said against what is written as %s', (version) => {
  for (const profile of ernProfiles) {
    for (const action of actions) {
      const xml = writeErn(exampleMessage(profile, action), version);
      expect(checkErn(xml, { action, isLive: action !== 'insert', now: '2026-11-22T01:30:00Z' })).toEqual([]);
      expect(writeErn(structuredClone(exampleMessage(profile, action)), version)).toBe(xml);
    }
  }
});

test('editions differ where the standard does, not in their name alone', () => {
  const [new432 = '', new43 = '', new382 = ''] = ernVersions.map((version) => writeErn(exampleMessage(), version));
  expect(new432).toContain('<DisplayGenre>');
  expect(new432).toContain('<ContainsAI>Partly</ContainsAI>');
  expect(new432).toContain('<Value>ComposerLyricist</Value>');
  expect(new432).toContain('AvsVersionId="9"');
  expect(new43).toContain('<Genre>');
  expect(new43).not.toMatch(/DisplayGenre|ContainsAI|AiContribution|<Value>/);
  expect(new43).toContain('<Role>ComposerLyricist</Role>');
  expect(new382).toContain('<UpdateIndicator>OriginalMessage</UpdateIndicator>');
  expect(new382).toContain('<IndirectResourceContributorRole>ComposerLyricist</IndirectResourceContributorRole>');
  expect(new382).not.toMatch(/PartyList|TrackRelease>|FileSize/);
  expect(new432 + new43).not.toContain('UpdateIndicator');
});

test('a takedown is the message without leave: no deals in ERN 4, a word in ERN 3', () => {
  for (const version of ['4.3.2', '4.3'] as const) {
    const xml = writeErn(exampleMessage('Audio', 'takedown'), version);
    expect(xml).not.toMatch(/DealList|ReleaseVisibility/);
    expect(nodesAt(readXml(xml), 'ReleaseList', 'TrackRelease')).toHaveLength(3);
  }
  const deals = nodesAt(readXml(writeErn(exampleMessage('Audio', 'takedown'), '3.8.2')), 'DealList', 'ReleaseDeal');
  expect(deals.flatMap((deal) => childrenOf(deal, 'DealReleaseReference').map(({ text }) => text))).toEqual([
    'R0',
    'R1',
    'R2',
    'R3',
  ]);
  expect(nodesAt(deals[0] ?? null, 'Deal', 'DealTerms').map((terms) => textOf(terms, 'TakeDown'))).toEqual(['true']);
});

test('profiles: a release for each track in Audio, none in a simple single, what a mix is made of in a mix', () => {
  const root = (profile: ErnMessage['profile']) => readXml(writeErn(exampleMessage(profile)));
  expect(
    nodesAt(root('Audio'), 'ReleaseList', 'TrackRelease').map((one) => textOf(one, 'ReleaseResourceReference')),
  ).toEqual(['A1', 'A2', 'A3']);
  expect(nodesAt(root('SimpleAudioSingle'), 'ReleaseList').flatMap(({ children }) => children)).toHaveLength(1);
  const mix = nodesAt(root('DjMix'), 'ResourceList', 'SoundRecording');
  expect(mix.map(({ attributes }) => attributes.IsSupplemental)).toEqual([undefined, 'true', 'true']);
  expect(nodesAt(mix[0] ?? null, 'RelatedResource', 'Timing').map((timing) => textOf(timing, 'StartPoint'))).toEqual([
    '0',
    '88',
  ]);
});

test('one contributor holds all that a party did, remixers among the artists too', () => {
  const root = readXml(writeErn(exampleMessage()));
  const second = nodesAt(root, 'ResourceList', 'SoundRecording')[1] ?? null;
  const roles = childrenOf(second, 'Contributor').map((one) => [
    textOf(one, 'ContributorPartyReference'),
    ...nodesAt(one, 'Role', 'Value').map(({ text }) => text),
  ]);
  expect(roles).toEqual([
    ['P3', 'Remixer', 'MixingEngineer', 'MasteringEngineer'],
    ['P2', 'ComposerLyricist', 'StudioProducer', 'Programmer'],
  ]);
  expect(childrenOf(second, 'DisplayArtist')).toHaveLength(1);
  expect(textOf(second, 'DisplayTitleText')).toBe('Ember & Ash (Bo Ashdown Remix)');
});

test('discs are groups, and a deal for no country is never one for the whole world', () => {
  const message = exampleMessage();
  const recordings = message.recordings.map((one, index) => ({
    ...one,
    disc: index === 2 ? 2 : 1,
    number: (index % 2) + 1,
  }));
  const discs = writeErn({ ...message, recordings: [...recordings.slice(0, 2), { ...recordings[2]!, number: 1 }] });
  expect(checkErn(discs)).toEqual([]);
  expect(nodesAt(readXml(discs), 'ReleaseList', 'Release', 'ResourceGroup', 'ResourceGroup')).toHaveLength(2);
  const deals = [{ ...message.deals[0]!, territories: { mode: 'only', codes: [] } as const }];
  expect(codeOf(() => writeErn({ ...message, deals }))).toEqual([
    'ERN_INCOMPLETE',
    { at: 'deals[0].territories', problem: 'none' },
  ]);
});

test('sizes in kilobytes lose no byte', () => {
  const sizes = nodesAt(
    readXml(writeErn(exampleMessage())),
    ...[
      'ResourceList',
      'SoundRecording',
      'SoundRecordingEdition',
      'TechnicalDetails',
      'DeliveryFile',
      'File',
      'FileSize',
    ],
  );
  expect(sizes.map(({ text }) => text)).toEqual(['48200.045', '48200.046', '48200.047']);
});

test('what every message needs is asked for by its place', () => {
  const good = exampleMessage();
  const [first] = good.recordings;
  const cases: [Partial<ErnMessage>, string, string][] = [
    [{ recordings: [] }, 'recordings', 'none'],
    [{ recipients: [] }, 'recipients', 'none'],
    [{ profile: 'SimpleAudioSingle' }, 'recordings', 'one'],
    [{ release: { ...good.release, label: 'nobody' } }, 'release.label', 'party'],
    [{ release: { ...good.release, upc: '' } }, 'release.upc', 'none'],
    [{ release: { ...good.release, genre: '' } }, 'release.genre', 'none'],
    [{ recordings: [{ ...first!, isrc: '' }] }, 'recordings[0].isrc', 'none'],
    [{ recordings: [{ ...first!, durationMs: 0 }] }, 'recordings[0].durationMs', 'none'],
    [{ recordings: [{ ...first!, artists: [{ party: 'bo', role: 'remixer' }] }] }, 'recordings[0].artists', 'none'],
    [{ parties: [...good.parties, ...good.parties] }, 'parties', 'twice'],
  ];
  for (const [change, at, problem] of cases) {
    expect(codeOf(() => writeErn({ ...good, ...change }))).toEqual(['ERN_INCOMPLETE', { at, problem }]);
  }
});

test('any names and titles come back as they were', () => {
  const text = fc.oneof(
    // Any characters, halves of some and signs of control too; fast-check's own take a second to set up.
    fc
      .array(
        fc.oneof(
          fc.integer({ max: 0x7f, min: 0 }),
          fc.integer({ max: 0xffff, min: 0 }),
          fc.integer({ max: 0x10ffff, min: 0 }),
        ),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((codes) => String.fromCodePoint(...codes)),
    fc.constantFrom('Ember & Ash <3 "live"', "L'été ]]> &amp;", 'שלום עולם', '夢のララバイ', '🎛️👩🏽‍🎤', 'a\nb\tc\r\nd'),
  );
  const holdable = (value: string) =>
    [...value].every((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return [9, 10, 13].includes(code);
      return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
    });
  fc.assert(
    fc.property(text, (raw) => {
      if (!holdable(raw)) {
        expect(codeOf(() => writeXml(group('A', [leaf('B', raw)])))).toMatchObject([
          'XML_TEXT_INVALID',
          { element: 'B' },
        ]);
        return;
      }
      const element = group('A', [leaf('B', raw)], { c: raw });
      const back = readXml(writeXml(element));
      expect(back.attributes.c ?? '').toBe(raw);
      expect(textOf(back, 'B')).toBe(raw.trim());
    }),
    { numRuns: 100 },
  );
  const message = exampleMessage();
  for (const version of ernVersions) {
    const release = { ...message.release, title: '夢 & <🎛️> "שלום"' };
    const xml = writeErn({ ...message, release }, version);
    expect(checkErn(xml)).toEqual([]);
    expect(xml).toContain('夢 &amp; &lt;🎛️&gt; &quot;שלום&quot;');
  }
});

test('durations are whole seconds and come back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), (seconds) => readDuration(writeDuration(seconds)) === seconds),
  );
  expect([wholeSeconds(1), wholeSeconds(1499), writeDuration(3600), writeDuration(61)]).toEqual([
    1,
    1,
    'PT1H0M0S',
    'PT1M1S',
  ]);
  expect(['PT', 'P1D', '3:45', 'PT3M45', 'PT-1S', 'PT1.5S'].map(readDuration)).toEqual([
    null,
    null,
    null,
    null,
    null,
    1.5,
  ]);
});

test('a batch has a folder, a list of what is in it, and names that lead nowhere else', () => {
  const batchId = batchIdOf('2026-11-22T01:30:00Z');
  const batch = {
    batchId,
    priority: 'normal' as const,
    sender: { dpid: 'PADPIDA2026010101N', name: 'Lantern Row & Co' },
    recipient: { dpid: 'PADPIDA2026020202I', name: 'A Store' },
    createdAt: '2026-11-22T01:30:00Z',
    isTest: true,
    messages: (['insert', 'takedown'] as const).map((action) => ({
      action,
      messageId: `M-${action}`,
      releaseId: '5012345678900',
      grid: '',
      icpn: '5012345678900',
      catalogueNumber: 'LR 001',
      hash: { algorithm: 'MD5' as const, value: 'AB'.repeat(16) },
    })),
  };
  const root = readXml(writeBatchComplete(batch));
  expect(root.name).toBe('ManifestMessage');
  expect(root.children.map(({ name }) => name)).toEqual([
    'MessageHeader',
    'IsTestFlag',
    'RootDirectory',
    'NumberOfMessages',
    'MessageInBatch',
    'MessageInBatch',
  ]);
  expect(textOf(root, 'RootDirectory')).toBe(batchFolder(batch));
  expect([batchFolder(batch), batchCompleteName(batch)]).toEqual([`N_${batchId}`, `BatchComplete_${batchId}.xml`]);
  expect(childrenOf(root, 'MessageInBatch').map((one) => [textOf(one, 'URL'), textOf(one, 'DeliveryType')])).toEqual([
    ['./5012345678900/5012345678900.xml', 'NewReleaseDelivery'],
    ['./5012345678900/5012345678900.xml', 'TakeDown'],
  ]);
  expect(releasePaths('../../etc/LR 1').message).toBe('______etc_LR_1/______etc_LR_1.xml');
});
