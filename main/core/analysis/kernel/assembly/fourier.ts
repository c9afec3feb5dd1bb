import { BandTables } from './band-tables';
import { firstQuad, fourthQuad, secondQuad, thirdQuad } from './transpose';

/**
 * Fourier transform of four windowed real frames, into `tables.work`.
 *
 * Even and odd samples go in as real and imaginary parts of half as many complex ones; decimation in time, radix 4, with
 * one pass of radix 2 where the length asks for it. A complex value takes 32 bytes: four real parts, four imaginary ones.
 */
export function transformFrames(tables: BandTables, a: usize, b: usize, c: usize, d: usize): void {
  loadFrames(tables, a, b, c, d);
  const half = tables.frameLength >> 1;
  let twiddles = tables.twiddles;
  let width = 4;
  // The first pass took two bits of the length; where an odd number is left, one pass takes a single bit.
  if ((ctz(half) & 1) === 1) {
    passOfTwo(tables.work, half, twiddles);
    twiddles += 32;
    width = 8;
  }
  for (; width < half; width <<= 2) {
    passOfFour(tables.work, half, width, twiddles);
    twiddles += <usize>width * 24;
  }
}

/**
 * Windows the frames and does the first pass, which needs no twiddles.
 *
 * A vector holds two complex samples of one frame here. All that is sums and differences is done before the vectors are
 * turned into one of each sample's parts in all frames.
 */
function loadFrames(tables: BandTables, a: usize, b: usize, c: usize, d: usize): void {
  const quarterBytes = <usize>tables.frameLength;
  const window = tables.window;
  const work = tables.work;
  let place = tables.places;
  for (let at: usize = 0; at < quarterBytes; at += 16) {
    const first = work + load<usize>(place);
    const second = work + load<usize>(place, 4);
    place += 8;
    const window0 = v128.load(window + at);
    const window1 = v128.load(window + at + quarterBytes);
    const window2 = v128.load(window + at + 2 * quarterBytes);
    const window3 = v128.load(window + at + 3 * quarterBytes);
    const even0 = leg(a + at, window0, quarterBytes, window2);
    const even1 = leg(b + at, window0, quarterBytes, window2);
    const even2 = leg(c + at, window0, quarterBytes, window2);
    const even3 = leg(d + at, window0, quarterBytes, window2);
    const odd0 = leg(a + at + quarterBytes, window1, quarterBytes, window3);
    const odd1 = leg(b + at + quarterBytes, window1, quarterBytes, window3);
    const odd2 = leg(c + at + quarterBytes, window1, quarterBytes, window3);
    const odd3 = leg(d + at + quarterBytes, window1, quarterBytes, window3);
    storeTurned(
      first,
      second,
      f32x4.add(even0, odd0),
      f32x4.add(even1, odd1),
      f32x4.add(even2, odd2),
      f32x4.add(even3, odd3),
    );
    storeTurned(
      first + 64,
      second + 64,
      f32x4.sub(even0, odd0),
      f32x4.sub(even1, odd1),
      f32x4.sub(even2, odd2),
      f32x4.sub(even3, odd3),
    );
    const evenGap0 = gap(a + at, window0, quarterBytes, window2);
    const evenGap1 = gap(b + at, window0, quarterBytes, window2);
    const evenGap2 = gap(c + at, window0, quarterBytes, window2);
    const evenGap3 = gap(d + at, window0, quarterBytes, window2);
    const oddGap0 = gap(a + at + quarterBytes, window1, quarterBytes, window3);
    const oddGap1 = gap(b + at + quarterBytes, window1, quarterBytes, window3);
    const oddGap2 = gap(c + at + quarterBytes, window1, quarterBytes, window3);
    const oddGap3 = gap(d + at + quarterBytes, window1, quarterBytes, window3);
    storeRotated(
      first,
      firstQuad(evenGap0, evenGap1, evenGap2, evenGap3),
      secondQuad(evenGap0, evenGap1, evenGap2, evenGap3),
      firstQuad(oddGap0, oddGap1, oddGap2, oddGap3),
      secondQuad(oddGap0, oddGap1, oddGap2, oddGap3),
    );
    storeRotated(
      second,
      thirdQuad(evenGap0, evenGap1, evenGap2, evenGap3),
      fourthQuad(evenGap0, evenGap1, evenGap2, evenGap3),
      thirdQuad(oddGap0, oddGap1, oddGap2, oddGap3),
      fourthQuad(oddGap0, oddGap1, oddGap2, oddGap3),
    );
  }
}

function leg(at: usize, window: v128, quarterBytes: usize, oppositeWindow: v128): v128 {
  return f32x4.add(f32x4.mul(v128.load(at), window), f32x4.mul(v128.load(at + 2 * quarterBytes), oppositeWindow));
}

function gap(at: usize, window: v128, quarterBytes: usize, oppositeWindow: v128): v128 {
  return f32x4.sub(f32x4.mul(v128.load(at), window), f32x4.mul(v128.load(at + 2 * quarterBytes), oppositeWindow));
}

function storeTurned(first: usize, second: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(first, firstQuad(a, b, c, d));
  v128.store(first, secondQuad(a, b, c, d), 16);
  v128.store(second, thirdQuad(a, b, c, d));
  v128.store(second, fourthQuad(a, b, c, d), 16);
}

/** Values 1 and 3 of a butterfly: the first difference minus and plus i times the second. */
function storeRotated(at: usize, evenRe: v128, evenIm: v128, oddRe: v128, oddIm: v128): void {
  v128.store(at, f32x4.add(evenRe, oddIm), 32);
  v128.store(at, f32x4.sub(evenIm, oddRe), 48);
  v128.store(at, f32x4.sub(evenRe, oddIm), 96);
  v128.store(at, f32x4.add(evenIm, oddRe), 112);
}

/** Butterflies of two values four apart; cos and sin for each of four. */
function passOfTwo(work: usize, half: i32, twiddles: usize): void {
  const end = work + ((<usize>half) << 5);
  for (let group = work; group < end; group += 256) {
    for (let n: usize = 0; n < 4; n += 1) {
      const at = group + (n << 5);
      const cosine = v128.load_splat<f32>(twiddles + (n << 3));
      const sine = v128.load_splat<f32>(twiddles + (n << 3), 4);
      const lowRe = v128.load(at);
      const lowIm = v128.load(at, 16);
      const highRe = v128.load(at, 128);
      const highIm = v128.load(at, 144);
      const re = turnedRe(highRe, highIm, cosine, sine);
      const im = turnedIm(highRe, highIm, cosine, sine);
      v128.store(at, f32x4.add(lowRe, re));
      v128.store(at, f32x4.add(lowIm, im), 16);
      v128.store(at, f32x4.sub(lowRe, re), 128);
      v128.store(at, f32x4.sub(lowIm, im), 144);
    }
  }
}

/** Butterflies of four values `width` apart; cos and sin of one, two and three times the angle for each of `width`. */
function passOfFour(work: usize, half: i32, width: i32, twiddles: usize): void {
  const end = work + ((<usize>half) << 5);
  const span = (<usize>width) << 5;
  const groupBytes = span << 2;
  for (let group = work; group < end; group += groupBytes) {
    let twiddle = twiddles;
    for (let at = group; at < group + span; at += 32) {
      butterfly(at, at + span, at + 2 * span, at + 3 * span, twiddle);
      twiddle += 24;
    }
  }
}

function butterfly(a: usize, b: usize, c: usize, d: usize, twiddle: usize): void {
  const cosine1 = v128.load_splat<f32>(twiddle);
  const sine1 = v128.load_splat<f32>(twiddle, 4);
  const cosine2 = v128.load_splat<f32>(twiddle, 8);
  const sine2 = v128.load_splat<f32>(twiddle, 12);
  const cosine3 = v128.load_splat<f32>(twiddle, 16);
  const sine3 = v128.load_splat<f32>(twiddle, 20);
  const aRe = v128.load(a);
  const aIm = v128.load(a, 16);
  // Bit-reversed order puts the second of four third.
  const bRe = turnedRe(v128.load(b), v128.load(b, 16), cosine2, sine2);
  const bIm = turnedIm(v128.load(b), v128.load(b, 16), cosine2, sine2);
  const cRe = turnedRe(v128.load(c), v128.load(c, 16), cosine1, sine1);
  const cIm = turnedIm(v128.load(c), v128.load(c, 16), cosine1, sine1);
  const dRe = turnedRe(v128.load(d), v128.load(d, 16), cosine3, sine3);
  const dIm = turnedIm(v128.load(d), v128.load(d, 16), cosine3, sine3);
  const sumRe = f32x4.add(aRe, bRe);
  const sumIm = f32x4.add(aIm, bIm);
  const differenceRe = f32x4.sub(aRe, bRe);
  const differenceIm = f32x4.sub(aIm, bIm);
  const otherSumRe = f32x4.add(cRe, dRe);
  const otherSumIm = f32x4.add(cIm, dIm);
  const otherDifferenceRe = f32x4.sub(cRe, dRe);
  const otherDifferenceIm = f32x4.sub(cIm, dIm);
  v128.store(a, f32x4.add(sumRe, otherSumRe));
  v128.store(a, f32x4.add(sumIm, otherSumIm), 16);
  v128.store(b, f32x4.add(differenceRe, otherDifferenceIm));
  v128.store(b, f32x4.sub(differenceIm, otherDifferenceRe), 16);
  v128.store(c, f32x4.sub(sumRe, otherSumRe));
  v128.store(c, f32x4.sub(sumIm, otherSumIm), 16);
  v128.store(d, f32x4.sub(differenceRe, otherDifferenceIm));
  v128.store(d, f32x4.add(differenceIm, otherDifferenceRe), 16);
}

/** Real part of a value times e^−iφ. */
function turnedRe(re: v128, im: v128, cosine: v128, sine: v128): v128 {
  return f32x4.add(f32x4.mul(re, cosine), f32x4.mul(im, sine));
}

function turnedIm(re: v128, im: v128, cosine: v128, sine: v128): v128 {
  return f32x4.sub(f32x4.mul(im, cosine), f32x4.mul(re, sine));
}
