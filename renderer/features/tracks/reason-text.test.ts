import { expect, test } from 'vitest';
import { qualityReasons } from '#shared/findings.ts';
import { text } from '../../messages/use-text.ts';
import { reasonText, shortReasonText } from './reason-text.ts';

test.each([reasonText, shortReasonText])('every reason has words of its own: %o', (write) => {
  const texts = qualityReasons.map((code) => write({ code, value: 2 }, text));
  expect(new Set(texts).size).toBe(qualityReasons.length);
  for (const each of texts) expect(each).not.toMatch(/tracks\.|[{}]|NaN/);
});

test('numbers stand in the unit a reader knows', () => {
  expect([
    reasonText({ code: 'CLIPPED', value: 1213.6 }, text),
    reasonText({ code: 'CLIPPED', value: 1.2 }, text),
    reasonText({ code: 'TRUE_PEAK_OVER', value: 1.24 }, text),
    reasonText({ code: 'TRANSCODE', value: 93.2 }, text),
    reasonText({ code: 'TRANSCODE_UNCERTAIN', value: 16_040 }, text),
    reasonText({ code: 'SILENT_END', value: 12_340 }, text),
    reasonText({ code: 'DC_OFFSET', value: 0.0123 }, text),
    reasonText({ code: 'PHASE_INVERTED', value: -0.95 }, text),
    reasonText({ code: 'LOW_BITRATE', value: 96 }, text),
    reasonText({ code: 'CHANNEL_SILENT', value: 1 }, text),
    reasonText({ code: 'PADDED_BITS', value: 8 }, text),
    reasonText({ code: 'UPSAMPLED', value: 44_100 }, text),
    reasonText({ code: 'CRUSHED', value: 1.46 }, text),
  ]).toEqual([
    'Clipped 1,214 times a minute',
    'Clipped once a minute',
    'Peaks 1.2 dB over full scale',
    'Made from a lossy file: 93 % of its detail was rounded away',
    'Perhaps made from a lossy file: ends at 16 kHz',
    '12.3 s of silence at the end',
    'Off centre by 1.23 % of full scale (DC offset)',
    'The channels cancel each other out in mono: correlation −0.95',
    'As good as MP3 at 96 kbit/s',
    'The right channel is silent',
    'Only 8 bits are used',
    'Upsampled from 44.1 kHz',
    'Crushed: loudness moves by 1.5 LU only',
  ]);
});

test('the lane has the same numbers', () => {
  expect([
    shortReasonText({ code: 'CLIPPED', value: 1213.6 }, text),
    shortReasonText({ code: 'DC_OFFSET', value: 0.0123 }, text),
    shortReasonText({ code: 'LOW_BITRATE', value: 95.6 }, text),
    shortReasonText({ code: 'LOW_BANDWIDTH', value: 11_020 }, text),
  ]).toEqual(['clipped, 1,214 a minute', 'DC offset 1.23 %', '96 kbit/s', 'up to 11 kHz']);
});
