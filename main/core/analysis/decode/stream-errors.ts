import { AppError } from '#shared/errors.ts';

/** A file that is audio, in a codec that no built-in decoder reads. */
export function unsupportedCodec(format: string, codec: string): AppError {
  return new AppError(
    'FORMAT_UNSUPPORTED',
    'This kind of audio cannot be analysed without ffmpeg. Set the path of ffmpeg in the settings.',
    { format, codec },
  );
}

export function noAudio(): AppError {
  return new AppError('NO_AUDIO', 'There is no audio in this file.');
}

/** A header that cannot be followed. */
export function damagedHeader(): AppError {
  return new AppError('AUDIO_DAMAGED', 'The header of this file is damaged.');
}
