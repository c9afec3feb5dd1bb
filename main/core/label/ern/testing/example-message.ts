import type {
  ErnAction,
  ErnDeal,
  ErnMessage,
  ErnMixPart,
  ErnParty,
  ErnProfile,
  ErnRecording,
  ErnTerritories,
} from '../ern-message.ts';

/** A message with something of everything, with which no rule finds fault. The codes are right, but nobody's. */
export function exampleMessage(profile: ErnProfile = 'Audio', action: ErnAction = 'insert'): ErnMessage {
  const titles = profile === 'Audio' ? ['Lantern Row', 'Ember & Ash', 'Low Tide'] : ['Lantern Row'];
  const recordings = titles.map((title, index) => exampleRecording(title, index + 1));
  return {
    action,
    profile,
    messageId: 'LR-2026-1',
    threadId: 'LR-2026',
    createdAt: '2026-11-22T01:30:00Z',
    isTest: false,
    language: 'en',
    sender: { dpid: 'PADPIDA2026010101N', name: 'Lantern Row Records' },
    sentOnBehalfOf: null,
    recipients: [{ dpid: 'PADPIDA2026020202I', name: 'A Store' }],
    parties: exampleParties(),
    release: {
      kind: profile === 'DjMix' ? 'djMix' : profile === 'Audio' ? 'ep' : 'single',
      title: 'Lantern Row',
      versionTitle: profile === 'Audio' ? 'Deluxe Edition' : '',
      versionType: null,
      titleLanguage: 'en',
      upc: '5012345678900',
      grid: '',
      catalogueNumber: 'LR 001',
      proprietaryIds: [],
      displayArtist: 'Ada Kiln',
      artists: [{ party: 'ada', role: 'main' }],
      label: 'label',
      pLine: { year: 2026, company: 'Lantern Row', text: '2026 Lantern Row' },
      cLine: { year: 2026, company: 'Lantern Row', text: '2026 Lantern Row' },
      genre: 'Electronic',
      subGenre: 'Ambient',
      releaseDate: '2026-10-02',
      originalReleaseDate: '2026-10-02',
      explicit: 'explicit',
      aiContent: 'none',
      marketingComment: 'For fans of slow mornings.',
    },
    recordings: profile === 'DjMix' ? recordings.map((mix) => ({ ...mix, contents: exampleMixParts() })) : recordings,
    artwork: {
      uri: 'resources/A9.jpg',
      sizeBytes: 2_400_321,
      hash: { algorithm: 'SHA-256', value: 'ab'.repeat(32) },
      proprietaryId: { namespace: 'PADPIDA2026010101N', value: 'LR001-COVER' },
      codec: 'jpeg',
      width: 3000,
      height: 3000,
      explicit: 'not',
      aiContent: 'none',
    },
    deals: exampleDeals(),
    visibility: {
      release: '2026-09-01T00:00:00Z',
      coverArt: '2026-09-01T00:00:00Z',
      trackList: '2026-09-01T00:00:00Z',
      clips: '2026-09-08T00:00:00Z',
    },
  };
}

function exampleRecording(title: string, number: number): ErnRecording {
  return {
    title,
    versionTitle: number === 2 ? 'Bo Ashdown Remix' : '',
    versionType: number === 2 ? 'remix' : null,
    titleLanguage: '',
    isrc: `ZZLR1260000${number}`,
    proprietaryIds: [],
    displayArtist: number === 3 ? 'Ada Kiln feat. Cy Marsh' : 'Ada Kiln',
    artists: [
      { party: 'ada', role: 'main' },
      ...(number === 3 ? [{ party: 'cy', role: 'featured' } as const] : []),
      ...(number === 2 ? [{ party: 'bo', role: 'remixer' } as const] : []),
    ],
    contributors: [
      {
        party: 'ada',
        roles: ['composerLyricist', 'producer'],
        instruments: ['piano', 'synthesizer'],
        aiContent: 'none',
      },
      { party: 'bo', roles: ['mixer', 'masteringEngineer'], instruments: [], aiContent: 'unset' },
      { party: 'ada', roles: ['producer', 'programmer'], instruments: ['drumMachine'], aiContent: 'unset' },
    ],
    pLine: { year: 2026, company: 'Lantern Row', text: '2026 Lantern Row' },
    durationMs: 184_700 + number * 1000,
    explicit: number === 1 ? 'explicit' : 'not',
    language: 'en',
    iswc: 'T0345246801',
    aiContent: 'partly',
    isInstrumental: false,
    isCover: number === 2,
    genre: number === 2 ? 'House' : '',
    file: {
      uri: `resources/A${number}.wav`,
      sizeBytes: 48_200_044 + number,
      hash: { algorithm: 'SHA-256', value: `${number}c`.repeat(32) },
      container: 'wav',
      codec: 'pcm',
      bits: 24,
      sampleRate: 44_100,
      channels: 2,
      kbps: null,
    },
    disc: 1,
    number,
    isBonus: number === 3,
    isInstantGratification: number === 1,
    isPreOrderIncentive: false,
    contents: [],
  };
}

function exampleParties(): ErnParty[] {
  const nobody = { indexedName: '', isni: '', ipi: '', dpid: '', proprietaryIds: [] };
  return [
    { ...nobody, key: 'label', name: 'Lantern Row', dpid: 'PADPIDA2026010101N' },
    { ...nobody, key: 'ada', name: 'Ada Kiln', indexedName: 'Kiln, Ada', isni: '0000000121032683', ipi: '00014107338' },
    {
      ...nobody,
      key: 'bo',
      name: 'Bo Ashdown',
      proprietaryIds: [{ namespace: 'PADPIDA2026020202I', value: 'artist:4711' }],
    },
    { ...nobody, key: 'cy', name: 'Cy Marsh', isni: '000000012146438X' },
  ];
}

function exampleDeals(): ErnDeal[] {
  const world: ErnTerritories = { mode: 'world', codes: [] };
  const deal = { territories: world, start: '2026-10-02', end: '', priceCode: '', isPreOrder: false, withTracks: true };
  return [
    { ...deal, models: ['subscription'], uses: ['onDemandStream', 'nonInteractiveStream'] },
    {
      ...deal,
      models: ['adSupported'],
      uses: ['onDemandStream'],
      territories: { mode: 'except', codes: ['US', 'CA'] },
    },
    { ...deal, models: ['payAsYouGo'], uses: ['permanentDownload'], priceCode: 'MID', end: '2036-10-01' },
    {
      ...deal,
      models: ['payAsYouGo'],
      uses: ['permanentDownload'],
      priceCode: 'MID',
      isPreOrder: true,
      start: '2026-09-08',
      end: '2026-10-01',
      territories: { mode: 'only', codes: ['DE', 'GB'] },
    },
  ];
}

function exampleMixParts(): ErnMixPart[] {
  return [
    {
      title: 'Harbour',
      displayArtist: 'Bo Ashdown',
      artist: 'bo',
      isrc: 'ZZLR12500001',
      startMs: 0,
      durationMs: 90_000,
      explicit: 'not',
    },
    {
      title: 'Slipway',
      displayArtist: 'Cy Marsh',
      artist: 'cy',
      isrc: '',
      startMs: 88_000,
      durationMs: 97_000,
      explicit: 'unknown',
    },
  ];
}
