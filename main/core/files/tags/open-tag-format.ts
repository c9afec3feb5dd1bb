import type { AudioFormat } from '#core/files/audio-format.ts';
import { aiffTags } from './aiff-tags.ts';
import { flacTags } from './flac-tags.ts';
import { mpegTags } from './id3/mpeg-tags.ts';
import { mp4Tags } from './mp4-tags.ts';
import { oggTags } from './ogg-tags.ts';
import { riffTags } from './riff-tags.ts';
import type { TagFormat } from './tag-format.ts';

const formats: Readonly<Partial<Record<AudioFormat, TagFormat>>> = {
  mp3: mpegTags,
  aac: mpegTags,
  wav: riffTags,
  aiff: aiffTags,
  flac: flacTags,
  ogg: oggTags,
  mp4: mp4Tags,
};

/** What reads and writes the tags of a container; null where nothing does without losses. */
export function openTagFormat(format: AudioFormat): TagFormat | null {
  return formats[format] ?? null;
}
