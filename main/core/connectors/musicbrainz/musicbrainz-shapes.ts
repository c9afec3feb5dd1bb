import { z } from 'zod';

/** What MusicBrainz answers, as far as we look at it (web service 2, `fmt=json`). Anything may be missing. */

const text = z.string().nullish();
const artistCredit = z.array(z.object({ name: z.string().default(''), joinphrase: text })).default([]);
const genres = z.array(z.object({ name: z.string(), count: z.number().default(0) })).default([]);

const media = z.object({
  position: z.number().nullish(),
  'track-count': z.number().nullish(),
  // Searches call them `track`, look-ups `tracks`.
  track: z.array(z.object({ number: text, position: z.number().nullish(), id: text })).default([]),
  tracks: z
    .array(
      z.object({
        number: text,
        position: z.number().nullish(),
        recording: z.object({ id: z.string() }).nullish(),
      }),
    )
    .default([]),
  'track-offset': z.number().nullish(),
});

const labelInfo = z.object({ 'catalog-number': text, label: z.object({ name: z.string().default('') }).nullish() });

export const release = z.object({
  id: z.string(),
  title: z.string().default(''),
  status: text,
  date: text,
  country: text,
  'artist-credit': artistCredit,
  'release-group': z
    .object({
      'primary-type': text,
      'secondary-types': z.array(z.string()).nullish(),
      'first-release-date': text,
      genres,
    })
    .nullish(),
  media: z.array(media).default([]),
  'label-info': z.array(labelInfo).default([]),
  genres,
});
export type Release = z.output<typeof release>;

export const recording = z.object({
  id: z.string(),
  title: z.string().default(''),
  length: z.number().nullish(),
  'first-release-date': text,
  'artist-credit': artistCredit,
  isrcs: z.array(z.string()).nullish(),
  releases: z.array(release).default([]),
});
export type Recording = z.output<typeof recording>;

export const recordingSearch = z.object({ recordings: z.array(recording).default([]) });

export const albumSearch = z.object({
  releases: z
    .array(
      z.object({
        id: z.string(),
        title: z.string().default(''),
        date: text,
        'artist-credit': artistCredit,
        'track-count': z.number().default(0),
      }),
    )
    .default([]),
});
export type FoundAlbum = z.output<typeof albumSearch>['releases'][number];

export const albumTracks = z.object({
  id: z.string(),
  media: z
    .array(
      z.object({
        position: z.number().nullish(),
        tracks: z.array(z.object({ title: z.string().default(''), length: z.number().nullish() })).default([]),
      }),
    )
    .default([]),
});
export type AlbumTracks = z.output<typeof albumTracks>;

/** "Kessler & Wren", with what stands between the names. */
export function creditText(credit: z.output<typeof artistCredit>): string {
  return credit.map(({ name, joinphrase }) => `${name}${joinphrase ?? ''}`).join('');
}

export const acoustidAnswer = z.object({
  status: z.string(),
  error: z.object({ code: z.number().default(0), message: z.string().default('') }).nullish(),
  results: z
    .array(
      z.object({
        score: z.number().default(0),
        recordings: z.array(z.object({ id: z.string() })).default([]),
      }),
    )
    .default([]),
});

export const similarRecordings = z.array(
  z.object({
    recording_mbid: z.string(),
    recording_name: text,
    artist_credit_name: text,
    score: z.number().default(0),
  }),
);
