import { AppError } from '#shared/errors.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import type {
  ErnContributor,
  ErnContributorRole,
  ErnMessage,
  ErnParty,
  ErnRecording,
  ErnTitle,
} from './ern-message.ts';
import { wholeSeconds } from './iso-duration.ts';

/** What is named how in a message: the same message gives the same names. */
export type ErnPlan = {
  message: ErnMessage;
  /** Whose words our own numbers and codes are. */
  namespace: string;
  /** Those that the message names; the first of them is P1. */
  parties: readonly ErnParty[];
  partyOf(key: string): ErnParty;
  partyReference(key: string): string;
  tracks: readonly PlannedTrack[];
  image: { reference: string; technical: string } | null;
  mixParts: readonly PlannedMixPart[];
  seconds: number;
  hasTrackReleases: boolean;
};

export type PlannedTrack = {
  recording: ErnRecording;
  resource: string;
  technical: string;
  release: string;
  /** What the release of this track is called; unique in the message. */
  releaseId: string;
  seconds: number;
};

export type PlannedMixPart = {
  part: ErnRecording['contents'][number];
  /** Of the mix that it is heard in. */
  mix: string;
  resource: string;
  id: string;
  seconds: number;
};

export const mainReleaseReference = 'R0';
export const visibilityReference = 'V1';

/** Throws ERN_INCOMPLETE, with what is missing and where, when no message can be made of this. */
export function planErn(message: ErnMessage): ErnPlan {
  const isMentioned = mentionedParties(message);
  const mentioned = message.parties.filter(({ key }) => isMentioned.has(key));
  const parties = new Map(mentioned.map((party, index) => [party.key, { party, reference: `P${index + 1}` }]));
  if (parties.size !== mentioned.length) fail('parties', 'twice');
  const find = (key: string, at: string) => parties.get(key) ?? fail(at, 'party');
  checkWhole(message, (key, at) => find(key, at));
  const releaseCode = codeOf(message);
  const tracks = message.recordings.map((recording, index) => ({
    recording,
    resource: `A${index + 1}`,
    technical: `T${index + 1}`,
    release: `R${index + 1}`,
    releaseId: `${releaseCode}_${recording.isrc || `${recording.disc}-${recording.number}`}_R${index + 1}`,
    seconds: wholeSeconds(recording.durationMs),
  }));
  const next = tracks.length + 1;
  const hasImage = message.artwork !== null;
  return {
    message,
    namespace: message.sender.dpid,
    parties: mentioned,
    partyOf: (key) => find(key, 'parties').party,
    partyReference: (key) => find(key, 'parties').reference,
    tracks,
    image: hasImage ? { reference: `A${next}`, technical: `T${next}` } : null,
    mixParts: planMixParts(tracks, next + (hasImage ? 1 : 0), releaseCode),
    seconds: tracks.reduce((sum, track) => sum + track.seconds, 0),
    hasTrackReleases: message.profile === 'Audio',
  };
}

/** "Title (Version)": all of it in one text. */
export function wholeTitle({ title, versionTitle }: ErnTitle): string {
  return versionTitle === '' ? title : `${title} (${versionTitle})`;
}

/** As the trade writes a UPC (12 digits) or EAN (13). */
export function icpn(upc: string): string {
  return formatIdentifier('upc', upc);
}

/** One entry for each party, in the order of their first mention; remixers among the artists are contributors. */
export function wholeContributors(recording: ErnRecording): ErnContributor[] {
  const byParty = new Map<string, ErnContributor>();
  const remixers: ErnContributor[] = recording.artists
    .filter(({ role }) => role === 'remixer')
    .map(({ party }) => ({ party, roles: ['remixer'], instruments: [], aiContent: 'unset' }));
  for (const contributor of [...remixers, ...recording.contributors]) {
    const known = byParty.get(contributor.party);
    byParty.set(contributor.party, {
      party: contributor.party,
      roles: unique<ErnContributorRole>([...(known?.roles ?? []), ...contributor.roles]),
      instruments: unique([...(known?.instruments ?? []), ...contributor.instruments]),
      aiContent: contributor.aiContent === 'unset' ? (known?.aiContent ?? 'unset') : contributor.aiContent,
    });
  }
  return [...byParty.values()];
}

/** A moment as it is; of a day its begin, without a zone: where the listener is. */
export function asMoment(time: string): string {
  return time.length === 10 ? `${time}T00:00:00` : time;
}

function mentionedParties({ release, recordings }: ErnMessage): Set<string> {
  const people = recordings.flatMap((recording) => [
    ...[...recording.artists, ...recording.contributors].map(({ party }) => party),
    ...recording.contents.map(({ artist }) => artist),
  ]);
  return new Set([release.label, ...release.artists.map(({ party }) => party), ...people]);
}

function planMixParts(tracks: readonly PlannedTrack[], first: number, releaseCode: string): PlannedMixPart[] {
  return tracks
    .flatMap(({ recording, resource }) => recording.contents.map((part) => ({ part, mix: resource })))
    .map(({ part, mix }, index) => ({
      part,
      mix,
      resource: `A${first + index}`,
      id: part.isrc === '' ? `${releaseCode}_A${first + index}` : part.isrc,
      seconds: wholeSeconds(part.durationMs),
    }));
}

function codeOf({ release, messageId }: ErnMessage): string {
  if (release.upc !== '') return icpn(release.upc);
  return release.grid || release.catalogueNumber || release.proprietaryIds[0]?.value || messageId;
}

function checkWhole(message: ErnMessage, find: (key: string, at: string) => unknown): void {
  const { release, recordings } = message;
  if (message.recipients.length === 0) fail('recipients', 'none');
  if (recordings.length === 0) fail('recordings', 'none');
  if (message.profile !== 'Audio' && recordings.length !== 1) fail('recordings', 'one');
  if (release.upc === '' && release.grid === '' && release.proprietaryIds.length === 0) fail('release.upc', 'none');
  if (release.genre === '') fail('release.genre', 'none');
  find(release.label, 'release.label');
  checkArtists(release.artists, 'release.artists', find);
  for (const [index, { start, territories }] of message.deals.entries()) {
    if (start === '') fail(`deals[${index}].start`, 'none');
    // Written down, a list of no countries would be the whole world.
    if (territories.mode === 'only' && territories.codes.length === 0) fail(`deals[${index}].territories`, 'none');
  }
  for (const [index, recording] of recordings.entries()) {
    const at = `recordings[${index}]`;
    if (recording.isrc === '' && recording.proprietaryIds.length === 0) fail(`${at}.isrc`, 'none');
    if (!Number.isFinite(recording.durationMs) || recording.durationMs <= 0) fail(`${at}.durationMs`, 'none');
    checkArtists(recording.artists, `${at}.artists`, find);
    for (const [place, { party }] of recording.contributors.entries()) find(party, `${at}.contributors[${place}]`);
    for (const [place, { artist }] of recording.contents.entries()) find(artist, `${at}.contents[${place}].artist`);
  }
}

function checkArtists(artists: ErnRecording['artists'], at: string, find: (key: string, at: string) => unknown): void {
  if (!artists.some(({ role }) => role !== 'remixer')) fail(at, 'none');
  for (const [place, { party }] of artists.entries()) find(party, `${at}[${place}]`);
}

/** `problem`: 'none' nothing is there, 'one' there has to be just one, 'party' nobody has this key, 'twice' two have the same. */
function fail(at: string, problem: 'none' | 'one' | 'party' | 'twice'): never {
  throw new AppError('ERN_INCOMPLETE', 'Something that every message needs is missing.', { at, problem });
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
