import type { TrackRow } from '#shared/contract/library/tracks.ts';

/** Says how sure the window is that it can play a type; the empty text means it cannot. */
export type CanPlayType = (type: string) => string;

/**
 * The type by which the window is asked whether it plays a track, or null for formats no window plays.
 *
 * Containers that hold several codecs name theirs: Chromium answers "maybe" to a bare container and then fails.
 */
export function playableType({ format, codec }: Pick<TrackRow, 'format' | 'codec'>): string | null {
  const name = codec.toLowerCase();
  switch (format) {
    case 'mp3':
      return 'audio/mpeg';
    case 'aac':
      return 'audio/aac';
    case 'flac':
      return 'audio/flac';
    case 'wav':
      return 'audio/wav';
    case 'm4a':
    case 'mp4':
      return name.includes('alac') ? 'audio/mp4; codecs="alac"' : 'audio/mp4; codecs="mp4a.40.2"';
    case 'opus':
      return 'audio/ogg; codecs="opus"';
    case 'ogg':
      if (name.includes('opus')) return 'audio/ogg; codecs="opus"';
      return name.includes('flac') ? 'audio/ogg; codecs="flac"' : 'audio/ogg; codecs="vorbis"';
    default:
      return null;
  }
}

/** Whether the window plays the file itself; otherwise the core decodes it. */
export function isPlayedDirectly(track: Pick<TrackRow, 'format' | 'codec'>, canPlayType: CanPlayType): boolean {
  const type = playableType(track);
  return type !== null && canPlayType(type) !== '';
}

/** Where the audio of a track comes from. `isDecoded` asks the core to decode it. */
export function mediaPath(id: number, isDecoded: boolean): string {
  return isDecoded ? `/track/${id}?as=wav` : `/track/${id}`;
}
