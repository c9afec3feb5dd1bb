import { expect, test, vi } from 'vitest';
import { qualityReasons } from '#shared/findings.ts';
import { text } from '../../../messages/use-text.ts';
import { reasonText } from './reason-text.ts';

// There is no core to ask.
vi.mock('../../../api/client.ts', () => ({ call: vi.fn(), listenTo: vi.fn(), isDesktop: false }));

test('every reason has words of its own', () => {
  const texts = qualityReasons.map((code) => reasonText({ code, value: 2 }, text));
  expect(new Set(texts).size).toBe(qualityReasons.length);
  for (const each of texts) expect(each).not.toContain('{');
});

test('numbers stand in the unit a reader knows', () => {
  expect([
    reasonText({ code: 'CLIPPED', value: 1214 }, text),
    reasonText({ code: 'TRANSCODE_UNCERTAIN', value: 16_040 }, text),
    reasonText({ code: 'SILENT_END', value: 12_340 }, text),
    reasonText({ code: 'DC_OFFSET', value: 0.012 }, text),
    reasonText({ code: 'LOW_BITRATE', value: 96 }, text),
    reasonText({ code: 'CHANNEL_SILENT', value: 1 }, text),
    reasonText({ code: 'UPSAMPLED', value: 44_100 }, text),
  ]).toEqual([
    'Clips 1,214 times a minute',
    'Perhaps made from a lossy file: cut off at 16 kHz',
    '12.3 s of silence at the end',
    'The middle is off by 1.2 %',
    'Sounds like 96 kbit/s of MP3',
    'The right channel is silent',
    'Upsampled from 44.1 kHz',
  ]);
});
