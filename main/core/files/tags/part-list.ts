import type { FilePart } from './tag-format.ts';

/** Bytes to stand in the place of a stretch of the file; `from` equal to `to` inserts. */
export type FileEdit = { from: number; to: number; bytes: Uint8Array };

/** Gathers the parts of a file to come. Stretches that follow each other in the file become one. */
export class PartList {
  readonly parts: FilePart[] = [];

  copy(from: number, to: number): void {
    if (to <= from) return;
    const last = this.parts.at(-1);
    if (last && 'to' in last && last.to === from) last.to = to;
    else this.parts.push({ from, to });
  }

  add(bytes: Uint8Array): void {
    if (bytes.length > 0) this.parts.push({ bytes });
  }
}

/** The file with all edits made. They must not overlap; their order does not matter. */
export function editedFile(sizeBytes: number, edits: readonly FileEdit[]): FilePart[] {
  const list = new PartList();
  let at = 0;
  for (const { from, to, bytes } of [...edits].sort((one, other) => one.from - other.from || one.to - other.to)) {
    list.copy(at, from);
    list.add(bytes);
    at = to;
  }
  list.copy(at, sizeBytes);
  return list.parts;
}

export function wholeFile(sizeBytes: number): FilePart[] {
  return editedFile(sizeBytes, []);
}
