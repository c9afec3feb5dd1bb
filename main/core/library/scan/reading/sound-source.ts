/** How a file is encoded, as its headers say. `undefined` where they do not. */
export type SoundSource = {
  codec?: string;
  isLossless?: boolean;
  bitrate?: number;
  sampleRate?: number;
  bitDepth?: number;
  channels?: number;
  durationSeconds?: number;
};
