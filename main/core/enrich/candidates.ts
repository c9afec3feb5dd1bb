import { creditText, type Recording, type Release } from '#core/connectors/musicbrainz/musicbrainz-shapes.ts';
import { scorePieces, takeApart } from '#core/playlists/match-score.ts';
import type { Candidate, EnrichField } from '#shared/contract/enrich.ts';
import { foldText } from '#shared/fold-text.ts';

/** What the library knows of a track, to be told from others by. */
export type LocalFacts = { title: string; artist: string; album: string; durationMs: number | null };

export type FoundRecording = {
  recording: Recording;
  by: Candidate['by'];
  /** How sure AcoustID is of the sound, 0 to 1; null where it was not asked. */
  soundScore: number | null;
};

/** More than these of one recording would be the same with other countries. */
const mostReleases = 4;
const mostCandidates = 12;

/**
 * Recordings on their releases as candidates, the best first: how well title, artist and length agree makes nine tenths of
 * the score (with a fingerprint, the sound six of those), the release the rest.
 */
export function makeCandidates(local: LocalFacts, found: readonly FoundRecording[]): Candidate[] {
  const candidates = found.flatMap((each) => {
    const likeness = likenessOf(local, each);
    const releases = [...each.recording.releases]
      .map((release) => ({ release, fit: releaseFit(local, release) }))
      .sort((a, b) => b.fit - a.fit || (a.release.date ?? '9').localeCompare(b.release.date ?? '9'))
      .slice(0, mostReleases);
    if (releases.length === 0) return [toCandidate(each, null, likeness * 0.9)];
    return releases.map(({ release, fit }) => toCandidate(each, release, Math.min(1, likeness * 0.9 + fit * 0.1)));
  });
  const seen = new Set<string>();
  return candidates
    .sort((a, b) => b.score - a.score)
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .slice(0, mostCandidates);
}

function likenessOf(local: LocalFacts, { recording, by, soundScore }: FoundRecording): number {
  const named = scorePieces(
    takeApart(local),
    takeApart({
      title: recording.title,
      artist: creditText(recording['artist-credit']),
      durationMs: recording.length ?? null,
    }),
  );
  if (soundScore !== null) return local.title === '' ? soundScore : soundScore * 0.6 + named * 0.4;
  // Whoever gave the file that code means this recording, unless everything else speaks against it.
  if (by === 'isrc' && named > 0.4) return Math.max(named, 0.95);
  return named;
}

/** 0 to 1: on the album the file names, official, an album of the artist rather than a collection. */
function releaseFit(local: LocalFacts, release: Release): number {
  const isSameAlbum = local.album !== '' && foldText(release.title) === foldText(local.album);
  const kinds = release['release-group']?.['secondary-types'] ?? [];
  const isOfficial = (release.status ?? 'Official') === 'Official';
  return (isSameAlbum ? 0.5 : 0) + (isOfficial ? 0.25 : 0) + (kinds.length === 0 ? 0.25 : 0);
}

function toCandidate({ recording, by }: FoundRecording, release: Release | null, score: number): Candidate {
  const group = release?.['release-group'];
  const fields: Candidate['fields'] = {};
  const set = (field: EnrichField, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') fields[field] = String(value);
  };
  set('title', recording.title);
  set('artist', creditText(recording['artist-credit']));
  set('isrc', recording.isrcs?.[0]);
  set('originalDate', dateOf(group?.['first-release-date'] ?? recording['first-release-date']));
  if (release) {
    set('album', release.title);
    set('albumArtist', creditText(release['artist-credit']));
    set('date', dateOf(release.date));
    setPlace(set, recording, release);
    setLabel(set, release);
    set('genre', topGenre(release));
  }
  return {
    id: `${recording.id} ${release?.id ?? ''}`.trim(),
    recordingId: recording.id,
    releaseId: release?.id ?? null,
    score,
    by,
    fields,
    durationMs: recording.length ?? null,
    release: release && {
      kind: [group?.['primary-type'], ...(group?.['secondary-types'] ?? [])].filter(Boolean).join(' + '),
      country: release.country ?? '',
      isOfficial: (release.status ?? 'Official') === 'Official',
    },
  };
}

type SetField = (field: EnrichField, value: string | number | null | undefined) => void;

function setPlace(set: SetField, recording: Recording, release: Release): void {
  for (const medium of release.media) {
    const known = medium.tracks.find((track) => track.recording?.id === recording.id);
    const number = known?.position ?? medium.track[0]?.position ?? offsetNumber(medium['track-offset']);
    if (number === null || number === undefined) continue;
    set('trackNumber', number);
    set('trackTotal', medium['track-count']);
    set('discNumber', medium.position);
    if (release.media.length > 1) set('discTotal', release.media.length);
    return;
  }
}

/** Searches name the track's place by how many come before it. */
function offsetNumber(offset: number | null | undefined): number | null {
  return offset === null || offset === undefined ? null : offset + 1;
}

/** What a look-up of the release knows beyond a search. */
export function withRelease(candidate: Candidate, release: Release): Candidate {
  const fields = { ...candidate.fields };
  const set: SetField = (field, value) => {
    if (value !== null && value !== undefined && value !== '') fields[field] = String(value);
  };
  setPlace(set, { id: candidate.recordingId } as Recording, release);
  setLabel(set, release);
  set('genre', topGenre(release));
  return { ...candidate, fields };
}

function setLabel(set: SetField, release: Release): void {
  const [info] = release['label-info'];
  // MusicBrainz' own words for "there is none".
  const isNone = (text: string | null | undefined) => !text || text === '[none]' || text === '[no label]';
  if (!isNone(info?.label?.name)) set('label', info?.label?.name);
  if (!isNone(info?.['catalog-number'])) set('catalogNumber', info?.['catalog-number']);
}

function topGenre(release: Release): string {
  const genres = [...(release['release-group']?.genres ?? []), ...release.genres];
  const [top] = genres.sort((a, b) => b.count - a.count);
  return top ? top.name.replace(/(^|[\s-])\p{Ll}/gu, (letter) => letter.toUpperCase()) : '';
}

/** Tags hold a year, a month or a day; MusicBrainz may know less than a year. */
function dateOf(date: string | null | undefined): string | null {
  return date && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) ? date : null;
}
