import { mostSegments, type NewPage, pageBytes, pageFlags } from './ogg-pages.ts';

/**
 * Puts the header packets of a stream into pages: `pageCount` of them where that is possible, so that the pages behind
 * keep their numbers; as many as it takes where it is not.
 *
 * The first packet starts a page and the last one ends one.
 */
export function paginate(
  packets: readonly Buffer[],
  { serial, firstSequence, pageCount }: { serial: number; firstSequence: number; pageCount: number },
): Buffer[] {
  const lacing = packets.flatMap(lacingOf);
  const body = Buffer.concat(packets);
  const count = Math.min(Math.max(pageCount, Math.ceil(lacing.length / mostSegments)), lacing.length);
  const pages: Buffer[] = [];
  let segment = 0;
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const take = share(lacing.length - segment, count - index);
    const piece = lacing.slice(segment, segment + take);
    const length = piece.reduce((sum, value) => sum + value, 0);
    const page: NewPage = {
      flags: segment > 0 && lacing[segment - 1] === 255 ? pageFlags.continued : 0,
      position: piece.some((value) => value < 255) ? 0n : -1n,
      serial,
      sequence: firstSequence + index,
      lacing: piece,
      body: body.subarray(at, at + length),
    };
    pages.push(pageBytes(page));
    segment += take;
    at += length;
  }
  return pages;
}

/** Pages are filled from the front, but one segment is left for each page that is to follow. */
function share(segmentsLeft: number, pagesLeft: number): number {
  return Math.min(mostSegments, segmentsLeft - (pagesLeft - 1));
}

function lacingOf(packet: Buffer): number[] {
  const whole = Math.floor(packet.length / 255);
  return [...new Array<number>(whole).fill(255), packet.length % 255];
}
