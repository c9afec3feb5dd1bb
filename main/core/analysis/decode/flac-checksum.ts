/**
 * Eight tables of 256 numbers for the CRC-16 of FLAC: what a byte does to it with none to seven more bytes behind it, so
 * that eight bytes are looked up at once.
 */
export const crc16Tables: Uint16Array<ArrayBuffer> = ((): Uint16Array<ArrayBuffer> => {
  const tables = new Uint16Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at += 1) {
    const before = tables[at - 256]!;
    tables[at] = (before << 8) ^ tables[before >> 8]!;
  }
  return tables;
})();

/** Goes on with the checksum of `bytes`. */
export function crc16(bytes: Uint8Array, start: number, end: number, initial: number): number {
  let crc = initial;
  for (let at = start; at < end; at += 1) crc = ((crc << 8) & 0xffff) ^ crc16Tables[(crc >> 8) ^ bytes[at]!]!;
  return crc;
}

const crc8Table = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1;
  return crc;
});

/** The checksum of a frame's header. */
export function crc8(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let at = start; at < end; at += 1) crc = crc8Table[crc ^ bytes[at]!]!;
  return crc;
}
