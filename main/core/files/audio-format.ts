/** Containers the library knows by their content. `mp3` stands for every layer of MPEG audio, `aac` for ADTS. */
export type AudioFormat =
  | 'mp3'
  | 'aac'
  | 'flac'
  | 'wav'
  | 'aiff'
  | 'mp4'
  | 'ogg'
  | 'asf'
  | 'ape'
  | 'wavpack'
  | 'dsf'
  | 'dff'
  | 'musepack'
  | 'tta'
  | 'matroska'
  | 'caf'
  | 'amr'
  | 'adif'
  | 'au'
  | 'unknown';

const magics: readonly (readonly [offset: number, text: string, format: AudioFormat])[] = [
  [0, 'fLaC', 'flac'],
  [0, 'OggS', 'ogg'],
  [0, 'MAC ', 'ape'],
  [0, 'wvpk', 'wavpack'],
  [0, 'DSD ', 'dsf'],
  [0, 'FRM8', 'dff'],
  [0, 'MPCK', 'musepack'],
  [0, 'MP+', 'musepack'],
  [0, 'TTA1', 'tta'],
  [0, '\x1aE\xdf\xa3', 'matroska'],
  [0, 'caff', 'caf'],
  [0, '#!AMR', 'amr'],
  [0, 'ADIF', 'adif'],
  [0, '.snd', 'au'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf'],
  [4, 'ftyp', 'mp4'],
  [4, 'moov', 'mp4'],
  [4, 'mdat', 'mp4'],
  [4, 'wide', 'mp4'],
];

const waveForms = new Set(['RIFF', 'RF64', 'BW64']);

/** Tells the container by the first bytes; `unknown` where only a search for frames could tell. */
export function formatByMagic(head: Uint8Array): AudioFormat {
  const text = String.fromCharCode(...head.subarray(0, 16));
  if (waveForms.has(text.slice(0, 4)) && text.slice(8, 12) === 'WAVE') return 'wav';
  if (text.startsWith('FORM') && (text.slice(8, 12) === 'AIFF' || text.slice(8, 12) === 'AIFC')) return 'aiff';
  return magics.find(([offset, magic]) => text.startsWith(magic, offset))?.[2] ?? 'unknown';
}
