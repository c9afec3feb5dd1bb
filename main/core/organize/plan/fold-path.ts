/** A name as the file systems see it that know neither case nor composition. What they keep apart may look the same. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase();
}
