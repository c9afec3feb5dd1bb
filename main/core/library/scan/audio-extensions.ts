import { extname } from 'node:path';

/** Extensions that may be audio; what a file is, its content decides. */
export const audioExtensions: ReadonlySet<string> = new Set(
  (
    'mp3 mp2 mp1 flac wav wave bwf aif aiff aifc m4a m4b m4r mp4 ogg oga opus aac ' +
    'wma asf ape wv mpc dsf dff tta mka webm spx'
  )
    .split(' ')
    .map((extension) => `.${extension}`),
);

/** Whether a file is worth opening. Names that begin with a dot are the system's, also `._x.mp3` of macOS. */
export function isAudioFileName(name: string): boolean {
  return !name.startsWith('.') && audioExtensions.has(extname(name).toLowerCase());
}
