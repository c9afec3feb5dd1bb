import { extname } from 'node:path';
import type { TemplateField, TemplateValues } from '#shared/name-template/index.ts';
import { readFileName } from './read-file-name.ts';

/** What of a track can stand in its name, as SQL gives it. */
export type NamedTrack = {
  id: number;
  folder_id: number;
  path: string;
  file_name: string;
  size_bytes: number;
  modified_us: number;
  title: string;
  artist: string;
  album: string;
  album_artist: string;
  genre: string;
  label: string;
  comment: string;
  grouping: string;
  composer: string;
  remixer: string;
  isrc: string;
  year: number | null;
  track_number: number | null;
  disc_number: number | null;
  bpm: number | null;
  bpm_confidence: number | null;
  musical_key: number | null;
  key_confidence: number | null;
  energy: number | null;
  mood: string;
  rating: number;
  format: string;
  codec: string;
  bitrate: number | null;
};

/** How far a value is to be trusted, by where it comes from. */
const trust = { vorbis: 0.95, id3: 0.95, others: 0.9, ape: 0.85, fileName: 0.6, inferred: 0.4 } as const;
const vorbisFormats = new Set(['flac', 'ogg']);
const apeFormats = new Set(['ape', 'wavpack', 'musepack']);

export type TrackValues = {
  values: TemplateValues;
  /** Fields that only the present file name knows. */
  fromFileName: ReadonlySet<TemplateField>;
  /** 0 to 1. */
  trustIn(field: TemplateField): number;
};

/** The values of a track: what its tags and the analysis say, and where they are silent, its file name. */
export function trackValues(track: NamedTrack): TrackValues {
  const stem = track.file_name.slice(0, track.file_name.length - extname(track.file_name).length);
  const slash = track.path.lastIndexOf('/');
  const folder = track.path.slice(track.path.lastIndexOf('/', slash - 1) + 1, Math.max(slash, 0));
  const tagged: TemplateValues = {
    artist: track.artist,
    title: track.title,
    album: track.album,
    albumartist: track.album_artist,
    track: track.track_number,
    disc: track.disc_number,
    year: track.year,
    genre: track.genre,
    label: track.label,
    bpm: track.bpm,
    key: track.musical_key,
    mood: track.mood.split(' ')[0] ?? '',
    energy: track.energy === null ? null : Math.max(1, Math.round(track.energy / 10)),
    rating: track.rating > 0 ? track.rating : null,
    composer: track.composer,
    remixer: track.remixer,
    grouping: track.grouping,
    comment: track.comment,
    isrc: track.isrc,
    format: track.format,
    codec: track.codec,
    bitrate: track.bitrate === null ? null : Math.round(track.bitrate / 1000),
    filename: stem,
    folder,
  };
  const { values, fromFileName } = completeValues(tagged, stem);
  return { values, fromFileName, trustIn: (field) => trustIn(field, track, fromFileName) };
}

/** Artist and title of a name count only where the tags have no title: a name may say less than they do. */
const onlyWithoutTitle: readonly TemplateField[] = ['artist', 'title', 'album', 'track', 'disc', 'label'];

function completeValues(
  tagged: TemplateValues,
  stem: string,
): { values: TemplateValues; fromFileName: Set<TemplateField> } {
  const values: TemplateValues = { ...tagged };
  const fromFileName = new Set<TemplateField>();
  const isEmpty = (field: TemplateField) =>
    values[field] === null || values[field] === undefined || values[field] === '';
  const isUntitled = isEmpty('title');
  for (const [name, value] of Object.entries(readFileName(stem))) {
    const field = name as TemplateField;
    if (!isEmpty(field) || (onlyWithoutTitle.includes(field) && !isUntitled)) continue;
    values[field] = value;
    fromFileName.add(field);
  }
  return { values, fromFileName };
}

function trustIn(field: TemplateField, track: NamedTrack, fromFileName: ReadonlySet<TemplateField>): number {
  if (fromFileName.has(field) || field === 'filename' || field === 'folder') return trust.fileName;
  if (field === 'bpm' && track.bpm_confidence !== null) return track.bpm_confidence;
  if (field === 'key' && track.key_confidence !== null) return track.key_confidence;
  if (field === 'mood' || field === 'energy') return trust.inferred;
  if (field === 'format' || field === 'codec' || field === 'bitrate') return 1;
  if (vorbisFormats.has(track.format)) return trust.vorbis;
  if (apeFormats.has(track.format)) return trust.ape;
  return track.format === 'mp3' ? trust.id3 : trust.others;
}
