import { starsOfText } from './star-rating.ts';
import type { TagField, TagFields } from './tag-fields.ts';

const fieldNames: Readonly<Record<string, TagField>> = {
  TITLE: 'title',
  ARTIST: 'artist',
  ARTISTS: 'artists',
  ALBUM: 'album',
  ALBUMARTIST: 'albumArtist',
  'ALBUM ARTIST': 'albumArtist',
  GENRE: 'genre',
  STYLE: 'genre',
  LABEL: 'label',
  PUBLISHER: 'label',
  ORGANIZATION: 'label',
  COMMENT: 'comment',
  DESCRIPTION: 'comment',
  GROUPING: 'grouping',
  COMPOSER: 'composer',
  REMIXER: 'remixer',
  MIXARTIST: 'remixer',
  ISRC: 'isrc',
  DATE: 'date',
  YEAR: 'date',
  ORIGINALDATE: 'originalDate',
  ORIGINALYEAR: 'originalDate',
  TRACKNUMBER: 'track',
  TRACK: 'track',
  DISCNUMBER: 'disc',
  DISC: 'disc',
  BPM: 'bpm',
  TEMPO: 'bpm',
  INITIALKEY: 'key',
  INITIAL_KEY: 'key',
  KEY: 'key',
};

const mostComments = 10_000;

/**
 * Reads Vorbis comments: length, vendor, count, then `NAME=text` each.
 *
 * Stops where the bytes end, whatever the counts claim.
 */
export function addVorbisComments(bytes: Buffer, fields: TagFields): void {
  if (bytes.length < 8) return;
  let at = 4 + bytes.readUInt32LE(0);
  if (at + 4 > bytes.length) return;
  const count = Math.min(bytes.readUInt32LE(at), mostComments);
  at += 4;
  for (let index = 0; index < count && at + 4 <= bytes.length; index += 1) {
    const length = bytes.readUInt32LE(at);
    const end = at + 4 + length;
    if (end > bytes.length) return;
    addComment(bytes.subarray(at + 4, end), fields);
    at = end;
  }
}

function addComment(comment: Buffer, fields: TagFields): void {
  const equals = comment.indexOf(0x3d);
  if (equals <= 0 || equals > 200) return;
  const name = comment.toString('latin1', 0, equals).toUpperCase();
  const field = fieldNames[name];
  if (field) fields.add(field, comment.toString('utf8', equals + 1));
  else if (name === 'RATING' || name === 'FMPS_RATING' || name.startsWith('RATING:')) {
    fields.stars ||= starsOfText(comment.toString('utf8', equals + 1), name !== 'RATING');
  } else if (name === 'METADATA_BLOCK_PICTURE') {
    addFlacPicture(Buffer.from(comment.toString('latin1', equals + 1), 'base64'), fields);
  } else if (name === 'COVERART') {
    fields.addPicture(Buffer.from(comment.toString('latin1', equals + 1), 'base64'), false);
  }
}

/** A FLAC picture block: type, MIME type, description, four numbers, the picture. */
export function addFlacPicture(block: Buffer, fields: TagFields): void {
  if (block.length < 8) return;
  const mimeEnd = 8 + block.readUInt32BE(4);
  if (mimeEnd + 4 > block.length) return;
  const textEnd = mimeEnd + 4 + block.readUInt32BE(mimeEnd);
  if (textEnd + 20 > block.length) return;
  fields.addPicture(block.subarray(textEnd + 20), block.readUInt32BE(0) === 3);
}
