import type {
  ErnAudioFile,
  ErnContributor,
  ErnContributorRole,
  ErnDeal,
  ErnDisplayArtist,
  ErnExplicit,
  ErnLine,
  ErnMessage,
  ErnMessagingParty,
  ErnParty,
  ErnProfile,
  ErnRecording,
} from '#core/label/ern/ern-message.ts';
import { readCredits } from '#shared/credits.ts';
import type { MessageRequest } from './build-package.ts';
import type { ReleaseSnapshot, SnapshotCredit, SnapshotPerson, SnapshotTrack } from './release-snapshot.ts';

export type ErnFacts = MessageRequest & {
  sender: ErnMessagingParty;
  recipients: readonly ErnMessagingParty[];
  messageId: string;
};

/** What a message says of a release, from what is sent of it. */
export function ernOfRelease(facts: ErnFacts): ErnMessage {
  const { snapshot, kind, messageId, createdAt, sender, recipients, artwork } = facts;
  const { release } = snapshot;
  const parties = new Parties();
  const label = parties.ofName(release.label || sender.name);
  const releaseArtists = parties.artists(release.artists, release.artist);
  const recordings = snapshot.tracks.map((track, index) => recordingOf(facts, track, index, parties));
  const isExplicit = recordings.some(({ explicit }) => explicit === 'explicit');
  return {
    action: kind === 'initial' ? 'insert' : kind,
    profile: profileOf(snapshot),
    messageId,
    threadId: facts.releaseName,
    createdAt: new Date(createdAt).toISOString(),
    isTest: false,
    language: release.language || 'en',
    sender,
    sentOnBehalfOf: null,
    recipients,
    parties: parties.all,
    release: {
      kind: release.kind,
      ...{
        title: release.title,
        versionTitle: release.versionTitle,
        versionType: null,
        titleLanguage: release.language,
      },
      ...{ upc: release.upc, grid: release.grid, catalogueNumber: release.catalogueNumber },
      proprietaryIds: [{ namespace: sender.dpid, value: facts.releaseName }],
      displayArtist: release.artist,
      artists: releaseArtists,
      label,
      pLine: lineOf(release.pLine, yearOf(release), release.label),
      cLine: lineOf(release.cLine, yearOf(release), release.label),
      ...{ genre: release.genre, subGenre: release.subgenre },
      releaseDate: release.releaseDate,
      originalReleaseDate: release.originalReleaseDate || release.releaseDate,
      explicit: isExplicit ? 'explicit' : recordings.every(({ explicit }) => explicit === 'not') ? 'not' : 'unknown',
      aiContent: release.aiContent,
      marketingComment: '',
    },
    recordings,
    artwork: artwork && {
      uri: withinRelease(artwork.file.name),
      sizeBytes: artwork.file.sizeBytes,
      hash: { algorithm: 'SHA-256', value: artwork.file.sha256 },
      proprietaryId: { namespace: sender.dpid, value: `${facts.releaseName}_cover` },
      codec: 'jpeg',
      ...{ width: artwork.width, height: artwork.height, explicit: 'not', aiContent: 'unset' },
    },
    deals: dealsOf(snapshot),
    visibility: null,
  };
}

function profileOf({ release, tracks }: ReleaseSnapshot): ErnProfile {
  if (release.kind === 'djMix' && tracks.length === 1) return 'DjMix';
  return release.kind === 'single' && tracks.length === 1 ? 'SimpleAudioSingle' : 'Audio';
}

/** '<ReleaseId>/resources/x' as the message beside it says it. */
function withinRelease(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function recordingOf({ audio, sender }: ErnFacts, track: SnapshotTrack, index: number, parties: Parties): ErnRecording {
  const made = audio[index]?.file;
  const isInstrumental = track.language === 'zxx';
  return {
    ...{ title: track.title, versionTitle: track.versionTitle, versionType: null, titleLanguage: '' },
    isrc: track.isrc,
    proprietaryIds: [{ namespace: sender.dpid, value: `recording-${track.recordingId}` }],
    displayArtist: track.artist,
    artists: parties.artists(track.artists, track.artist),
    contributors: [
      ...parties.contributors(track.credits, track.aiContent),
      ...parties.contributors(track.writers, 'unset'),
    ],
    pLine: lineOf(track.pLine, track.recordedYear, ''),
    durationMs: track.durationMs ?? 0,
    explicit: explicitOf(track.explicit),
    language: isInstrumental ? '' : track.language,
    iswc: track.iswc,
    aiContent: track.aiContent,
    ...{ isInstrumental, isCover: track.ownership === 'cover', genre: track.genre },
    file: made ? audioFile(made, track) : null,
    ...{ disc: track.disc, number: track.number, isBonus: track.isBonus },
    ...{ isInstantGratification: track.isInstant, isPreOrderIncentive: false, contents: [] },
  };
}

function audioFile(file: { name: string; sizeBytes: number; sha256: string }, track: SnapshotTrack): ErnAudioFile {
  const end = file.name.split('.').at(-1);
  const container = end === 'flac' || end === 'aiff' ? end : end === 'm4a' ? 'mp4' : 'wav';
  return {
    uri: withinRelease(file.name),
    sizeBytes: file.sizeBytes,
    hash: { algorithm: 'SHA-256', value: file.sha256 },
    container,
    codec: container === 'flac' ? 'flac' : container === 'mp4' ? 'alac' : 'pcm',
    bits: track.audio?.bits ?? null,
    sampleRate: track.audio?.sampleRate ?? null,
    channels: track.audio?.channels ?? null,
    kbps: null,
  };
}

function explicitOf(explicit: SnapshotTrack['explicit']): ErnExplicit {
  return ({ unset: 'unknown', none: 'not', explicit: 'explicit', clean: 'clean' } as const)[explicit];
}

function yearOf({ releaseDate, originalReleaseDate }: ReleaseSnapshot['release']): number | null {
  const year = Number((originalReleaseDate || releaseDate).slice(0, 4));
  return year > 0 ? year : null;
}

/** '℗ 2027 Lantern Row' or 'Lantern Row' with a year known otherwise; null where no year is. */
export function lineOf(text: string, year: number | null, company: string): ErnLine | null {
  const plain = text.replace(/^\s*(?:[℗©]|\([PpCc]\))\s*/, '').trim();
  const [, written, rest = ''] = /^(\d{4})\s*(.*)$/.exec(plain) ?? [];
  const known = written ? Number(written) : year;
  if (known === null || (plain === '' && company === '')) return null;
  const name = (written ? rest : plain) || company;
  return { year: known, company: name, text: written ? plain : `${known} ${name}` };
}

/** Streams by subscription and with advertisements, and downloads, from the day of the release; before it where orders are taken. */
function dealsOf({ release }: ReleaseSnapshot): ErnDeal[] {
  const { releaseDate: start, preorderDate, territories, priceTier } = release;
  const deal = { territories, start, end: '', priceCode: '', isPreOrder: false, withTracks: true };
  const sold = { models: ['payAsYouGo'], uses: ['permanentDownload'], priceCode: priceTier } as const;
  return [
    { ...deal, models: ['subscription'], uses: ['onDemandStream', 'nonInteractiveStream'] },
    { ...deal, models: ['adSupported'], uses: ['onDemandStream', 'nonInteractiveStream'] },
    { ...deal, ...sold },
    ...(preorderDate !== '' && preorderDate < start
      ? [{ ...deal, ...sold, start: preorderDate, end: dayBefore(start), isPreOrder: true }]
      : []),
  ];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

const roles: readonly (readonly [RegExp, ErnContributorRole])[] = [
  [/executive/i, 'executiveProducer'],
  [/compos.*lyric|songwriter|writer|author/i, 'composerLyricist'],
  [/compos/i, 'composer'],
  [/lyric/i, 'lyricist'],
  [/arrang/i, 'arranger'],
  [/publish/i, 'publisher'],
  [/remix/i, 'remixer'],
  [/produc/i, 'producer'],
  [/master/i, 'masteringEngineer'],
  [/mix/i, 'mixer'],
  [/engineer|record/i, 'recordingEngineer'],
  [/program/i, 'programmer'],
  [/\bdj\b/i, 'dj'],
  [/back.*(?:voc|voice)/i, 'backgroundVocalist'],
  [/vocal|voice|sing/i, 'vocalist'],
  [/conduct/i, 'conductor'],
  [/orchestra/i, 'orchestra'],
  [/choir/i, 'choir'],
  [/solo/i, 'soloist'],
  [/guitar|bass|drum|percuss|piano|key|synth|violin|cello|sax|trumpet|flute|music/i, 'musician'],
];

/** Everybody a message names, each once: people by their number, others by their name. */
class Parties {
  readonly #parties = new Map<string, ErnParty>();

  get all(): ErnParty[] {
    return [...this.#parties.values()];
  }

  ofName(name: string): string {
    return this.#add(`name ${name.toLowerCase()}`, { name, isni: '', ipi: '' });
  }

  ofPerson(person: SnapshotPerson, shown = ''): string {
    return this.#add(`person ${person.id}`, { name: shown || person.name, isni: person.isni, ipi: person.ipi });
  }

  /** From the list, else from the line as stores show it. */
  artists(listed: ReleaseSnapshot['release']['artists'], line: string): ErnDisplayArtist[] {
    if (listed.length > 0) {
      return listed.map(({ name, person, role }) => ({
        party: person ? this.ofPerson(person, name) : this.ofName(name),
        role,
      }));
    }
    const { makers, guests } = readCredits(line, '');
    return [
      ...makers.map(({ name }) => ({ party: this.ofName(name), role: 'main' as const })),
      ...guests.map(({ name }) => ({ party: this.ofName(name), role: 'featured' as const })),
    ];
  }

  /** Roles that the message has no word for make a performer. */
  contributors(credits: readonly SnapshotCredit[], aiContent: ErnContributor['aiContent']): ErnContributor[] {
    return credits
      .filter(({ person }) => person.name !== '')
      .map(({ person, role }) => ({
        party: this.ofPerson(person),
        roles: [roles.find(([pattern]) => pattern.test(role))?.[1] ?? 'performer'],
        ...{ instruments: [], aiContent },
      }));
  }

  #add(key: string, { name, isni, ipi }: Pick<ErnParty, 'name' | 'isni' | 'ipi'>): string {
    if (!this.#parties.has(key)) {
      this.#parties.set(key, { key, name, isni, ipi, indexedName: '', dpid: '', proprietaryIds: [] });
    }
    return key;
  }
}
