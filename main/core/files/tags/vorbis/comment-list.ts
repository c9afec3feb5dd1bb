import { isUtf8 } from 'node:buffer';
import { mostTagItems, tooLarge } from '../tag-failures.ts';

/** One comment as the file holds it, and what its bytes mean. */
export type Comment = {
  readonly raw: Buffer;
  /** As it is spelt; '' where there is no name that a comment may have (letters from space to `}` without `=`). */
  readonly name: string;
  /** The name in capitals, by which comments are found. */
  readonly key: string;
};

export type CommentList = {
  readonly vendor: Buffer;
  readonly comments: readonly Comment[];
  /** What stands behind the list: the framing bit of Vorbis, padding, what Opus lets programs keep there. */
  readonly rest: Buffer;
  /** False where the list ends before its counts say so; `comments` then holds what there is. */
  readonly isWhole: boolean;
};

const equalsSign = 0x3d;

/** Reads length, vendor, count, then `NAME=text` each. Stops where the bytes end. Throws TAG_TOO_LARGE. */
export function parseComments(bytes: Buffer): CommentList {
  const vendorEnd = bytes.length >= 8 ? 4 + bytes.readUInt32LE(0) : Number.POSITIVE_INFINITY;
  if (vendorEnd + 4 > bytes.length) return { vendor: Buffer.alloc(0), comments: [], rest: bytes, isWhole: false };
  const vendor = bytes.subarray(4, vendorEnd);
  const count = bytes.readUInt32LE(vendorEnd);
  const comments: Comment[] = [];
  let at = vendorEnd + 4;
  while (comments.length < count) {
    const end = at + 4 <= bytes.length ? at + 4 + bytes.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) return { vendor, comments, rest: bytes.subarray(at), isWhole: false };
    if (comments.length === mostTagItems) throw tooLarge('there are more than 10,000 comments');
    comments.push(commentOf(bytes.subarray(at + 4, end)));
    at = end;
  }
  return { vendor, comments, rest: bytes.subarray(at), isWhole: true };
}

export function commentListBytes(list: CommentList): Buffer {
  const parts = [sizeBytes(list.vendor.length), list.vendor, sizeBytes(list.comments.length)];
  for (const { raw } of list.comments) parts.push(sizeBytes(raw.length), raw);
  return Buffer.concat([...parts, list.rest]);
}

function sizeBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function commentOf(raw: Buffer): Comment {
  const equals = raw.indexOf(equalsSign);
  const name = equals > 0 && equals <= 200 ? raw.toString('latin1', 0, equals) : '';
  return isCommentName(name) ? { raw, name, key: upperCase(name) } : { raw, name: '', key: '' };
}

export function isCommentName(name: string): boolean {
  return /^[ -<>-}]{1,200}$/.test(name);
}

export function newComment(name: string, text: string): Comment {
  return { raw: Buffer.from(`${name}=${text.toWellFormed()}`, 'utf8'), name, key: upperCase(name) };
}

/** Only ASCII letters: names compare without case, and no other letters can be part of them. */
export function upperCase(name: string): string {
  return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** What stands behind the name. Bytes that are no UTF-8 show as replacement characters. */
export function textOf({ raw, name }: Comment): string {
  return raw.toString('utf8', name.length + 1);
}

/** The same for texts known to be ASCII, such as base64. */
export function asciiOf({ raw, name }: Comment): string {
  return raw.toString('latin1', name.length + 1);
}

export function isText({ raw, name }: Comment): boolean {
  return name !== '' && isUtf8(raw.subarray(name.length + 1));
}
