import { frontCover } from '../pictures.ts';
import type { TagPicture } from '../tag-format.ts';

/** A FLAC picture block: kind, MIME type, description, width, height, depth, colours, the picture. Null where it lies. */
export function parsePictureBlock(block: Buffer): TagPicture | null {
  if (block.length < 8) return null;
  const mimeEnd = 8 + block.readUInt32BE(4);
  if (mimeEnd + 4 > block.length) return null;
  const textEnd = mimeEnd + 4 + block.readUInt32BE(mimeEnd);
  if (textEnd + 20 > block.length) return null;
  const end = textEnd + 20 + block.readUInt32BE(textEnd + 16);
  if (end > block.length) return null;
  return {
    kind: block.readUInt32BE(0),
    mimeType: block.toString('latin1', 8, mimeEnd),
    description: block.toString('utf8', mimeEnd + 4, textEnd),
    bytes: block.subarray(textEnd + 20, end),
  };
}

/**
 * A front cover as a picture block. Width, height and depth are 0, which stands for unknown: RFC 9639 forbids programs to
 * rely on them, and they are in the picture itself.
 */
export function coverBlock({ mimeType, description, bytes }: TagPicture): Buffer {
  const mime = Buffer.from(mimeType, 'latin1');
  const text = Buffer.from(description.toWellFormed(), 'utf8');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(frontCover, 0);
  head.writeUInt32BE(mime.length, 4);
  const middle = Buffer.alloc(4);
  middle.writeUInt32BE(text.length);
  const numbers = Buffer.alloc(20);
  numbers.writeUInt32BE(bytes.length, 16);
  return Buffer.concat([head, mime, middle, text, numbers, bytes]);
}
