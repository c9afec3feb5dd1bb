import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveAt, curveShapes } from '#shared/energy-curve.ts';
import { SetObjective } from './set-objective.ts';
import { type SetTrackFacts, type SetTracks, SetTracksBuilder } from './set-tracks.ts';
import type { SetWish } from './set-wish.ts';
import { countNearArtists, type Lock, pinsOf, runToEnd, type SolveRequest, solveSet } from './solve-set.ts';
import { keyScore, weakPart } from './step-score.ts';

const minute = 60_000;

function tableOf(facts: readonly Partial<SetTrackFacts>[]): SetTracks {
  const builder = new SetTracksBuilder(facts.length);
  for (const [index, some] of facts.entries()) {
    builder.add({
      ...{ id: index + 1, title: `title ${index}`, artist: `artist ${index}`, album: '', albumArtist: '' },
      ...{ key: 14, bpm: 120, energy: 50, arousal: 50, valence: 0, durationMs: 5 * minute },
      ...{ audioHash: null, duplicateGroup: null, lastPlayedAt: null, ...some },
    });
  }
  return builder.tracks;
}

const wish: SetWish = {
  curve: [...curveShapes.buildPeakRelease],
  tempo: null,
  isHarmonic: true,
  artistSpacing: 2,
  durationMs: null,
  trackCount: 8,
};

function solve(tracks: SetTracks, change: Partial<SolveRequest> = {}) {
  const pool = Int32Array.from({ length: tracks.count }, (_, row) => row);
  const request = {
    tracks,
    pool,
    locks: [],
    wish,
    usesAll: false,
    seed: 1,
    familiar: [],
    loadEnds: () => undefined,
    ...change,
  };
  return runToEnd(solveSet(request));
}

const trackFacts = fc.record({
  artist: fc.constantFrom('ada', 'bo', 'cy', 'dee', 'ada feat. bo', 'eve', ''),
  key: fc.option(fc.integer({ min: 0, max: 23 }), { freq: 8 }),
  bpm: fc.option(fc.double({ min: 60, max: 180, noNaN: true }), { freq: 8 }),
  energy: fc.option(fc.integer({ min: 0, max: 100 }), { freq: 8 }),
  durationMs: fc.integer({ min: 2 * minute, max: 9 * minute }),
});
const pools = fc.array(trackFacts, { minLength: 12, maxLength: 40 });
const request = fc.record({
  facts: pools,
  seed: fc.nat(1000),
  trackCount: fc.integer({ min: 2, max: 10 }),
  artistSpacing: fc.integer({ min: 0, max: 3 }),
  isHarmonic: fc.boolean(),
  places: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
});

test('locked tracks stay at their places, no track comes twice, and it is never worse than a greedy answer', () => {
  fc.assert(
    fc.property(request, ({ facts, seed, trackCount, artistSpacing, isHarmonic, places }) => {
      const tracks = tableOf(facts);
      const locks: Lock[] = places
        .filter((place) => place < trackCount)
        .map((place, index) => ({ row: index, place, isLast: false }));
      const own = { ...wish, trackCount, artistSpacing, isHarmonic };
      const solved = solve(tracks, { wish: own, locks, seed });
      const order = [...solved.order];
      expect(order).toHaveLength(trackCount);
      for (const { row, place } of locks) expect(order[place]).toBe(row);
      expect(new Set(order).size).toBe(trackCount);
      const objective = new SetObjective(tracks, own, { seed, familiar: [] });
      const greedy = greedyOrder(tracks, own, objective, pinsOf(locks, trackCount));
      expect(objective.evaluate(solved.order)).toBeGreaterThanOrEqual(objective.evaluate(greedy) - 1e-6);
      expect(solve(tracks, { wish: own, locks, seed }).order).toEqual(solved.order);
    }),
    // Each run solves a set: looking for the smallest counterexample must not take for ever.
    { numRuns: 60, interruptAfterTimeLimit: 5000 },
  );
});

/** The plainest answer: at each place the track that adds most, among those that may stand there. */
function greedyOrder(tracks: SetTracks, own: SetWish, objective: SetObjective, pins: Int32Array): Int32Array {
  const all = Array.from({ length: tracks.count }, (_, row) => row).filter((row) => !pins.includes(row));
  const usual = all.map((row) => tracks.durationMs[row]!).sort((one, other) => one - other);
  const totalMs = pins.length * usual[usual.length >> 1]!;
  const order: number[] = [];
  for (const [place, pinned] of pins.entries()) {
    const elapsedMs = order.reduce((sum, row) => sum + tracks.durationMs[row]!, 0);
    const gain = (row: number) => {
      const at = objective.placeAt(Math.min(1, (elapsedMs + tracks.durationMs[row]! / 2) / totalMs));
      const [last, before] = [order.at(-1), order.at(-2)];
      return last === undefined ? objective.opening(row, at) : objective.step(last, row, at, before);
    };
    const near = [
      ...order.slice(Math.max(0, place - own.artistSpacing)),
      ...pins.slice(place + 1, place + 1 + own.artistSpacing).filter((row) => row >= 0),
    ].flatMap((row) => artistsOf(tracks, row));
    const rows = all.filter((row) => !order.includes(row));
    const free = rows.filter((row) => !artistsOf(tracks, row).some((artist) => near.includes(artist)));
    const best = Math.max(...(free.length > 0 ? free : rows).map(gain));
    order[place] = pinned >= 0 ? pinned : (free.length > 0 ? free : rows).find((row) => gain(row) === best)!;
  }
  return Int32Array.from(order);
}

function artistsOf(tracks: SetTracks, row: number): number[] {
  return [tracks.artist[row]!, tracks.secondArtist[row]!].filter((artist) => artist !== 0);
}

test('artists keep their distance wherever there are enough of them', () => {
  const facts = Array.from({ length: 40 }, (_, index) => ({ artist: `artist ${index % 5}`, key: index % 24 }));
  const solved = solve(tableOf(facts), { wish: { ...wish, trackCount: 20, artistSpacing: 3 } });
  expect(countNearArtists(tableOf(facts), solved.order, 3)).toBe(0);
  expect(solved.problems).toEqual([]);
  const tight = solve(tableOf(facts), { wish: { ...wish, trackCount: 20, artistSpacing: 6 } });
  expect(tight.order).toHaveLength(20);
  expect(tight.problems).toEqual([{ kind: 'artistsTooNear', count: expect.any(Number) }]);
});

test('the guest of one track counts as an artist', () => {
  const facts = [{ artist: 'ada' }, { artist: 'bo feat. ada' }, { artist: 'bo' }, { artist: 'cy' }, { artist: 'dee' }];
  const { order } = solve(tableOf(facts), { wish: { ...wish, trackCount: 5, artistSpacing: 1 } });
  const places = [0, 1, 2].map((row) => order.indexOf(row));
  expect(Math.abs(places[0]! - places[1]!)).toBeGreaterThan(1);
  expect(Math.abs(places[2]! - places[1]!)).toBeGreaterThan(1);
});

test('of copies of one recording only one is taken: by sound, by what duplicates found, by name', () => {
  const facts = [
    { audioHash: 'x' },
    { audioHash: 'x' },
    { duplicateGroup: 7 },
    { duplicateGroup: 7 },
    { title: 'same', artist: 'bo' },
    { title: 'same', artist: 'bo' },
  ];
  const { order, problems } = solve(tableOf(facts));
  expect([...order].map((row) => row >> 1).sort()).toEqual([0, 1, 2]);
  expect(problems).toEqual([{ kind: 'poolTooSmall', wanted: 8, found: 3 }]);
});

test('its length is what was wished for, within half a track', () => {
  const lengths = fc.array(fc.integer({ min: 2 * minute, max: 9 * minute }), { minLength: 40, maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 30, max: 90 }), fc.nat(99), (durations, minutes, seed) => {
      const tracks = tableOf(
        durations.map((durationMs, index) => ({ durationMs, key: index % 24, energy: (index * 37) % 100 })),
      );
      const solved = solve(tracks, { seed, wish: { ...wish, trackCount: null, durationMs: minutes * minute } });
      const totalMs = solved.order.reduce((sum, row) => sum + tracks.durationMs[row]!, 0);
      expect(Math.abs(totalMs - minutes * minute)).toBeLessThan(totalMs / solved.order.length / 2 + 1);
      expect(solved.problems).toEqual([]);
    }),
    { numRuns: 15, interruptAfterTimeLimit: 5000 },
  );
});

test('wishes that cannot be met are named, and what can be is done', () => {
  const tracks = tableOf([{ bpm: 90 }, { bpm: null }, { bpm: 120 }]);
  const tempo = { from: 170, to: 176 };
  expect(solve(tracks, { wish: { ...wish, tempo } })).toMatchObject({
    order: new Int32Array(0),
    problems: [{ kind: 'noneInTempo', outside: 2, unknown: 1 }],
    leftOut: { tempoOutside: 2, tempoUnknown: 1 },
  });
  expect(solve(tracks, { pool: new Int32Array(0) }).problems).toEqual([{ kind: 'poolEmpty' }]);
  const locks = [0, 2].map((row, place) => ({ row, place, isLast: false }));
  const short = solve(tracks, { locks, wish: { ...wish, trackCount: null, durationMs: 6 * minute } });
  expect([...short.order]).toEqual([0, 2]);
  expect(short.problems.map(({ kind }) => kind)).toEqual(['lockedTooLong', 'lengthMissed']);
});

test('the whole of a list is put into order, also what is in it twice', () => {
  const facts = [
    { energy: 90 },
    { energy: 10, title: 'same', artist: 'bo' },
    { energy: 50 },
    { energy: 20, title: 'same', artist: 'bo' },
  ];
  const curve = [
    { at: 0, energy: 0 },
    { at: 1, energy: 10 },
  ];
  const { order, problems } = solve(tableOf(facts), {
    usesAll: true,
    wish: { ...wish, curve, trackCount: null, artistSpacing: 0 },
  });
  expect([...order].sort()).toEqual([0, 1, 2, 3]);
  expect(order.at(-1)).toBe(0);
  expect(problems).toEqual([{ kind: 'copies', count: 1 }]);
});

test('keys that do not mix are avoided before all else where that is wished', () => {
  // The near key is far from the curve, the clash is right on it.
  const facts = [{ key: 14 }, { key: 15, energy: 0, bpm: 127 }, { key: 18, energy: 50 }];
  const flat = { ...wish, trackCount: 2, curve: [0, 1].map((at) => ({ at, energy: 5 })) };
  const locks = [{ row: 0, place: 0, isLast: false }];
  const second = (isHarmonic: boolean) => solve(tableOf(facts), { locks, wish: { ...flat, isHarmonic } }).order[1];
  expect([second(true), second(false)]).toEqual([1, 2]);
});

test('a locked last track ends the set, however long it is', () => {
  const locks = [{ row: 5, place: 2, isLast: true }];
  const { order } = solve(tableOf(Array.from({ length: 20 }, (_, index) => ({ key: index }))), { locks });
  expect(order.at(-1)).toBe(5);
  expect([...pinsOf([...locks, { row: 4, place: 9, isLast: false }], 3)]).toEqual([-1, 5, 4]);
});

test('what stood in the set gives way to what is as good', () => {
  const tracks = tableOf(Array.from({ length: 16 }, (_, index) => ({ key: index % 2 })));
  const first = [...solve(tracks).order];
  const again = [...solve(tracks, { familiar: first }).order];
  expect(again.filter((row) => first.includes(row))).toEqual([]);
});

// DJs ask for a profile of energy and tempo, not for a pile that is sorted (mixxx#6106, reklawdbox#12, SortYourMusic#60).
test('energy follows the curve and tempo its ramp, in steps that mix', () => {
  const facts = Array.from({ length: 600 }, (_, index) => ({
    key: (index * 7) % 24,
    bpm: 112 + ((index * 5) % 22),
    energy: (index * 29) % 101,
  }));
  const tracks = tableOf(facts);
  const tempo = { from: 115, to: 130 };
  const { order } = solve(tracks, { wish: { ...wish, tempo, trackCount: 24 } });
  const off = (values: (row: number, at: number) => number) =>
    [...order]
      .map((row, place) => Math.abs(values(row, (place + 0.5) / order.length)))
      .sort((one, other) => one - other);
  const energyOff = off((row, at) => tracks.energy[row]! - curveAt(wish.curve, at));
  const tempoOff = off((row, at) => tracks.bpm[row]! - (115 + 15 * at));
  // At most places within one level and two beats a minute, nowhere far.
  expect(energyOff[18]).toBeLessThan(1);
  expect(energyOff[23]).toBeLessThan(2.5);
  expect(tempoOff[18]).toBeLessThan(2);
  expect(tempoOff[23]).toBeLessThan(5);
  const weak = [...order].slice(1).filter((row, place) => keyScore(tracks, order[place]!, row) <= weakPart);
  expect(weak).toEqual([]);
});

test('where few tracks are as quiet or as loud as the curve, keys alone do not have their way', () => {
  const wide = Array.from({ length: 60 }, (_, index) => ({
    ...{ key: (index * 5) % 24, bpm: 116 + ((index * 7) % 12), energy: (index * 37) % 101 },
    ...{ artist: `a${index % 15}`, durationMs: 4 * minute + ((index * 13_000) % (2 * minute)) },
  }));
  const middling = Array.from({ length: 60 }, (_, index) => ({
    ...{ key: (index * 2) % 24, bpm: 116 + (index % 14), energy: 40 + (index % 40) },
    ...{ artist: `b${index % 7}`, durationMs: 4 * minute },
  }));
  const tracks = tableOf([...wide, ...middling]);
  const twoHours = { ...wish, artistSpacing: 4, durationMs: 120 * minute, trackCount: null };
  const order = [...solve(tracks, { wish: twoHours }).order];
  const off = order.map((row, place) => tracks.energy[row]! - curveAt(wish.curve, (place + 0.5) / order.length));
  expect(off.reduce((sum, each) => sum + Math.abs(each), 0) / off.length).toBeLessThan(1.4);
  expect(Math.max(...order.map((row) => tracks.energy[row]!))).toBeGreaterThan(9);
  const clashes = order.slice(1).filter((row, place) => keyScore(tracks, order[place]!, row) <= weakPart);
  expect(clashes).toEqual([]);
});
