import { flacPicture, noise } from './audio-files.ts';
import { commentFrame, id3Tag, latinFrame, pictureFrame, ratingFrame, textFrame } from './id3-tag.ts';

/** Bytes for a picture: readers do not look inside. */
export const picture = noise(5, 3000);

/** Every tag that the library reads, as frames of ID3. */
const frames = [
  textFrame('TIT2', 'Títle 𝄞'),
  textFrame('TPE1', 'Artist'),
  textFrame('TALB', 'Album'),
  textFrame('TPE2', 'Album Artist'),
  latinFrame('TCON', 'House'),
  latinFrame('TRCK', '3/12'),
  latinFrame('TPOS', '1/2'),
  latinFrame('TBPM', '124.5'),
  latinFrame('TKEY', 'Am'),
  textFrame('TPUB', 'Label'),
  textFrame('TCOM', 'Composer'),
  textFrame('TPE4', 'Remixer'),
  textFrame('TIT1', 'Grouping'),
  latinFrame('TSRC', 'QZABC2600001'),
  commentFrame('Comment'),
  ratingFrame('Windows Media Player 9 Series', 196),
  pictureFrame(picture),
];

/** The same as comments of FLAC and Ogg. */
export const comments: [string, string][] = [
  ['TITLE', 'Títle 𝄞'],
  ['ARTIST', 'Artist'],
  ['ALBUM', 'Album'],
  ['ALBUMARTIST', 'Album Artist'],
  ['GENRE', 'House'],
  ['TRACKNUMBER', '3'],
  ['DISCNUMBER', '1/2'],
  ['BPM', '124.5'],
  ['INITIALKEY', 'Am'],
  ['LABEL', 'Label'],
  ['COMPOSER', 'Composer'],
  ['REMIXER', 'Remixer'],
  ['GROUPING', 'Grouping'],
  ['ISRC', 'QZABC2600001'],
  ['COMMENT', 'Comment'],
  ['DATE', '2024-05-06'],
  ['RATING', '80'],
];

export const id3v23 = id3Tag([...frames, latinFrame('TYER', '2024')]);
export const id3v24 = id3Tag([...frames, latinFrame('TDRC', '2024-05-06T07:08')], { version: 4 });
/** With the picture in them, as Ogg has it. */
export const oggComments: [string, string][] = [
  ...comments,
  ['METADATA_BLOCK_PICTURE', flacPicture(picture).toString('base64')],
];
