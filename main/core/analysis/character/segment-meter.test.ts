import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  drums,
  hat,
  keysPlaying,
  melFramesOf,
  mixIn,
  pad,
  pitchFramesOf,
  type Sound,
  silence,
  sine,
  sketchRate,
  whiteNoise,
} from '#core/testing/sound-sketches.ts';
import { segmentFindings } from '#shared/findings.ts';
import { melBands } from './mel-scale.ts';
import { SegmentMeter } from './segment-meter.ts';
import { snapTimes } from './snap-times.ts';

/** 120 BPM: a beat is half a second, a bar two seconds. */
const grid = (seconds: number) => Float32Array.from({ length: Math.floor(seconds * 2) }, (_, beat) => beat / 2);

function segmentsOf(sound: Sound, beats = new Float32Array(0), firstDownbeatMs: number | null = null) {
  const meter = new SegmentMeter();
  meter.pushMel(melFramesOf(sound));
  meter.pushPitch(pitchFramesOf(sound));
  const durationMs = (1000 * sound.length) / sketchRate;
  const segments = meter.result({ tempo: { firstDownbeatMs, beatsPerBar: 4 }, beats, durationMs });
  return segmentFindings.parse(segments);
}

function hats(seconds: number): Sound {
  const sound = silence(seconds);
  for (let time = 0; time < seconds; time += 0.25) mixIn(sound, hat(time * 4), time, 0.5);
  return sound;
}

function rising(seconds: number): Sound {
  return whiteNoise(seconds, 0.12).map((value, n) => value * (n / sketchRate / seconds) ** 2);
}

/** Intro, build, drop, break, drop, outro of a club track. */
function clubTrack(): { sound: Sound; startsMs: number[] } {
  const chord = (seconds: number) => {
    const sound = silence(seconds);
    for (let time = 0; time < seconds; time += 4) mixIn(sound, pad(4, [57, 60, 64]), time, 0.5);
    return sound;
  };
  const bass = (seconds: number) => {
    const sound = silence(seconds);
    for (let time = 0.25; time < seconds; time += 0.5) mixIn(sound, pad(0.2, [33], 0.3, 3), time);
    return sound;
  };
  const full = () => mixIn(mixIn(drums(24, 120), bass(24), 0), chord(24), 0, 0.8);
  const parts = [
    chord(16),
    mixIn(mixIn(chord(8), hats(8), 0), rising(8), 0),
    full(),
    keysPlaying(16, [69, 72, 76, 81], 2, 0.15),
    full(),
    hats(16),
  ];
  const sound = silence(parts.reduce((sum, part) => sum + part.length / sketchRate, 0));
  const startsMs: number[] = [];
  let at = 0;
  for (const part of parts) {
    mixIn(sound, part, at);
    startsMs.push(1000 * at);
    at += part.length / sketchRate;
  }
  return { sound, startsMs };
}

test('the parts of a club track are found, named, and begin on bars', () => {
  const { sound, startsMs } = clubTrack();
  const snapped = segmentsOf(sound, grid(104), 0);
  expect(snapped.map((segment) => [segment.startMs, segment.kind])).toEqual(
    startsMs.map((start, index) => [start, ['intro', 'build', 'drop', 'break', 'drop', 'outro'][index]]),
  );
  expect(snapped[2]?.energy).toBeGreaterThan(0.9);
  expect(snapped[5]?.energy).toBeLessThan(0.6);
  const free = segmentsOf(sound);
  expect(free).toHaveLength(startsMs.length);
  for (const [index, { startMs }] of free.entries()) expect(Math.abs(startMs - startsMs[index]!)).toBeLessThan(1000);
});

test('a change of chords alone starts a part', () => {
  const sound = mixIn(mixIn(silence(48), pad(24, [60, 64, 67]), 0), pad(24, [66, 69, 73]), 24);
  const starts = segmentsOf(sound).map((segment) => segment.startMs);
  expect(starts).toHaveLength(2);
  expect(Math.abs(starts[1]! - 24_000)).toBeLessThan(1000);
});

test('steady sound, silence and a loop of ten seconds are one part', () => {
  for (const sound of [sine(60, 300), whiteNoise(60), silence(60), drums(60, 120), drums(10, 120), sine(0.1, 440)]) {
    const durationMs = (1000 * sound.length) / sketchRate;
    expect(segmentsOf(sound)).toEqual([{ startMs: 0, endMs: durationMs, kind: 'body', energy: 1 }]);
  }
  expect(segmentsOf(silence(0))).toEqual([]);
});

test('a mix of two hours has at most sixty parts, found where the records change', () => {
  const random = (record: number, band: number) => Math.abs(Math.sin(record * 12.9 + band * 78.2)) * 3;
  const meter = new SegmentMeter();
  const framesOfRecord = Math.round(86.1328125 * 240);
  for (let record = 0; record < 30; record += 1) {
    const frames = new Float32Array(framesOfRecord * melBands);
    for (let at = 0; at < frames.length; at += 1) frames[at] = random(record, at % melBands);
    meter.pushMel(frames);
  }
  const context = {
    tempo: { firstDownbeatMs: null, beatsPerBar: 4 },
    beats: new Float32Array(0),
    durationMs: 7_200_000,
  };
  const starts = meter.result(context).map((segment) => segment.startMs);
  expect(starts.length).toBeLessThanOrEqual(60);
  for (let record = 0; record < 30; record += 1) {
    expect(Math.min(...starts.map((start) => Math.abs(start - record * 240_000)))).toBeLessThan(9000);
  }
});

test('parts follow each other without gaps, whatever the frames and beats', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.double({ min: 0, max: 7, noNaN: true })), {
        maxLength: 12,
      }),
      fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 60 }),
      fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
      (stretches, beats, firstDownbeatMs) => {
        const meter = new SegmentMeter();
        let frames = 0;
        for (const [length, value] of stretches) {
          meter.pushMel(new Float32Array(length * melBands).fill(value));
          frames += length;
        }
        const durationMs = (frames * 256_000) / sketchRate;
        const segments = segmentFindings.parse(
          meter.result({
            tempo: { firstDownbeatMs, beatsPerBar: 4 },
            beats: Float32Array.from(beats.sort((a, b) => a - b)),
            durationMs,
          }),
        );
        if (frames === 0) {
          expect(segments).toEqual([]);
          return;
        }
        expect(segments[0]?.startMs).toBe(0);
        expect(segments.at(-1)?.endMs).toBe(durationMs);
        for (const [index, segment] of segments.entries()) {
          expect(segment.endMs).toBeGreaterThan(segment.startMs);
          if (index > 0) expect(segment.startMs).toBe(segments[index - 1]?.endMs);
        }
        expect(Math.max(...segments.map((segment) => segment.energy))).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});

test('times snap to bars, to beats where bars are unknown, and stay where there are none', () => {
  const beatsMs = Float32Array.from({ length: 40 }, (_, beat) => 100 + 500 * beat);
  expect(snapTimes([5200, 9000], { beatsMs, firstDownbeatMs: 600, beatsPerBar: 4 })).toEqual([4600, 8600]);
  expect(snapTimes([5200, 9000], { beatsMs, firstDownbeatMs: null, beatsPerBar: 4 })).toEqual([5100, 9100]);
  expect(snapTimes([60_000], { beatsMs, firstDownbeatMs: 600, beatsPerBar: 4 })).toEqual([60_000]);
  expect(snapTimes([777], { beatsMs: new Float32Array(0), firstDownbeatMs: 0, beatsPerBar: 4 })).toEqual([777]);
});
