import type { FileWindow } from '#core/files/file-window.ts';

/** A box of an MP4 file: where its body lies. */
export type Mp4Box = { readonly type: string; readonly start: number; readonly end: number };

const maxBoxes = 10_000;

/** The boxes between two offsets. Sizes that lead outside are cut; a size that leads nowhere ends the walk. */
export function mp4Boxes(file: FileWindow, start: number, end: number): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  let offset = start;
  for (let count = 0; count < maxBoxes && offset + 8 <= end; count += 1) {
    const head = file.bytes(offset, 16);
    if (head.length < 8) break;
    const isLong = head.readUInt32BE(0) === 1;
    if (isLong && head.length < 16) break;
    const stated = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const bodyStart = offset + (isLong ? 16 : 8);
    const boxEnd = stated === 0 ? end : Math.min(offset + stated, end);
    if (boxEnd < bodyStart) break;
    boxes.push({ type: head.toString('latin1', 4, 8), start: bodyStart, end: boxEnd });
    offset = boxEnd;
  }
  return boxes;
}

/** Follows a path of box types downwards. */
export function findBox(file: FileWindow, parent: Mp4Box, ...path: readonly string[]): Mp4Box | null {
  let box: Mp4Box | null = parent;
  for (const type of path) {
    if (box === null) return null;
    const { start, end }: Mp4Box = box;
    box = mp4Boxes(file, start, end).find((child) => child.type === type) ?? null;
  }
  return box;
}

/** The body of a box, up to a limit. */
export function boxBytes(file: FileWindow, box: Mp4Box | null, maxBytes: number): Buffer | null {
  return box === null || box.end - box.start > maxBytes
    ? null
    : Buffer.from(file.bytes(box.start, box.end - box.start));
}
