import { type IAudioMetadata, parseFromTokenizer, selectCover } from 'music-metadata';
import type { AudioFormat } from '#core/files/audio-format.ts';
import type { ScanWindow } from './scan-window.ts';
import type { SoundSource } from './sound-source.ts';
import { starsOfPopularimeter, starsOfText } from './star-rating.ts';
import type { TagField, TagFields } from './tag-fields.ts';
import { WindowTokenizer } from './window-tokenizer.ts';

/** The extension by which music-metadata finds its parser. */
const extensions: Readonly<Partial<Record<AudioFormat, string>>> = {
  mp3: '.mp3',
  aac: '.aac',
  flac: '.flac',
  wav: '.wav',
  aiff: '.aif',
  mp4: '.m4a',
  ogg: '.ogg',
  asf: '.wma',
  ape: '.ape',
  wavpack: '.wv',
  dsf: '.dsf',
  dff: '.dff',
  musepack: '.mpc',
  matroska: '.mka',
};

/** Native names, in lower case, of what music-metadata does not offer, or not exactly. */
const nativeFields: Readonly<Record<string, 'bpm' | 'key' | 'rating'>> = {
  tbpm: 'bpm',
  bpm: 'bpm',
  tempo: 'bpm',
  tmpo: 'bpm',
  '----:com.apple.itunes:bpm': 'bpm',
  'wm/beatsperminute': 'bpm',
  tkey: 'key',
  'txxx:initialkey': 'key',
  initialkey: 'key',
  initial_key: 'key',
  key: 'key',
  '----:com.apple.itunes:initialkey': 'key',
  '----:com.apple.itunes:key': 'key',
  'wm/initialkey': 'key',
  popm: 'rating',
  rating: 'rating',
  rate: 'rating',
  '----:com.apple.itunes:rating': 'rating',
  'wm/shareduserrating': 'rating',
};
const mostTags = 10_000;

/**
 * Reads any format music-metadata knows. Null where it knows no parser; `hasVideo` marks films.
 *
 * Throws what its parsers throw for damaged files.
 */
export async function readOthers(
  window: ScanWindow,
  format: AudioFormat,
  fields: TagFields,
): Promise<(SoundSource & { hasVideo: boolean }) | null> {
  const extension = extensions[format];
  if (extension === undefined) return null;
  const metadata = await parseFromTokenizer(new WindowTokenizer(window, extension), { duration: false });
  addCommon(metadata, fields);
  addNative(metadata, fields);
  const cover = selectCover(metadata.common.picture);
  if (cover) fields.addPicture(cover.data, true);
  return { ...soundOf(metadata), hasVideo: metadata.format.hasVideo === true };
}

function addCommon({ common }: IAudioMetadata, fields: TagFields): void {
  const add = (field: TagField, value: unknown) => {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string') fields.add(field, each);
      else if (typeof each === 'number' && Number.isFinite(each)) fields.add(field, String(each));
    }
  };
  add('title', common.title);
  add('artist', severalOr(common.artist, common.artists));
  add('artists', common.artists);
  add('album', common.album);
  add('albumArtist', severalOr(common.albumartist, common.albumartists));
  add('genre', common.genre);
  add('label', common.label);
  add('grouping', common.grouping);
  add('composer', common.composer);
  add('remixer', common.remixer);
  add('isrc', common.isrc);
  add('date', common.date ?? common.year);
  add('originalDate', common.originaldate ?? common.originalyear);
  add('track', common.track?.no);
  add('disc', common.disk?.no);
  const comments = (common.comment ?? []).filter(({ descriptor }) => !/^(iTun|Songs-DB|ID3v1)/.test(descriptor ?? ''));
  add('comment', (comments.find(({ descriptor }) => !descriptor) ?? comments[0])?.text);
}

/** Of several artist fields music-metadata makes the first one the credit. */
function severalOr(credit: string | undefined, names: string[] | undefined): string | string[] | undefined {
  return names && names.length > 1 && credit === names[0] ? names : credit;
}

function addNative({ native }: IAudioMetadata, fields: TagFields): void {
  for (const tags of Object.values(native)) {
    for (const { id, value } of tags.slice(0, mostTags)) {
      const name = id.toLowerCase();
      const field = nativeFields[name] ?? (name.startsWith('rating:') ? 'rating' : undefined);
      if (field === 'rating') fields.stars ||= starsOf(name, value);
      else if (field && (typeof value === 'string' || typeof value === 'number')) fields.add(field, String(value));
    }
    fields.nextTag();
  }
}

function starsOf(name: string, value: unknown): number {
  if (typeof value === 'object' && value !== null && 'rating' in value) {
    const email = 'email' in value ? String(value.email) : '';
    return starsOfPopularimeter(email, Number(value.rating));
  }
  return starsOfText(String(value), name.startsWith('rating:'));
}

function soundOf({ format }: IAudioMetadata): SoundSource {
  const { codec, lossless, bitrate, sampleRate, bitsPerSample, numberOfChannels, duration } = format;
  return {
    ...(codec === undefined ? {} : { codec }),
    ...(lossless === undefined ? {} : { isLossless: lossless }),
    ...(bitrate === undefined ? {} : { bitrate }),
    ...(sampleRate === undefined ? {} : { sampleRate }),
    ...(bitsPerSample === undefined ? {} : { bitDepth: bitsPerSample }),
    ...(numberOfChannels === undefined ? {} : { channels: numberOfChannels }),
    ...(duration === undefined ? {} : { durationSeconds: duration }),
  };
}
