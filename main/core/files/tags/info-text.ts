const windows1252 = new TextDecoder('windows-1252');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const byteOfLetter = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte] as const),
);

/** A text of RIFF INFO or AIFF, which do not say how it is encoded: UTF-8 where it is valid, else Windows-1252. */
export function infoText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return utf8.decode(text);
  } catch {
    return windows1252.decode(text);
  }
}

/** Windows-1252, which is all that rekordbox and Windows understand, where every letter is in it; else UTF-8. */
export function infoBytes(text: string): Buffer {
  const plain = text.replaceAll('\0', '').toWellFormed();
  const bytes = Array.from(plain, (letter) => byteOfLetter.get(letter));
  if (bytes.every((byte) => byte !== undefined)) {
    const found = Buffer.from(bytes);
    if (infoText(found) === plain) return found;
  }
  return Buffer.from(plain);
}
