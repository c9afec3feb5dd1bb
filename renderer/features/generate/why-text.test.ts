import { expect, test } from 'vitest';
import { mixReasons } from '#shared/mix-reasons.ts';
import { type MixTrack, wheelRelations } from '#shared/mixability.ts';
import { because } from '#shared/reasons.ts';
import { text } from '../../messages/use-text.ts';
import { whyText } from './why-text.ts';

const known: MixTrack = { key: 14, bpm: 124, energy: 0.6, arousal: 0.5, valence: 0 };
const words = (second: Partial<MixTrack>) =>
  mixReasons(known, { ...known, ...second }).map((reason) => whyText(reason, 'camelot', text));

test('facts of a mix read as a listener says them', () => {
  expect(words({})).toEqual(['Same key, 8A', 'Same tempo', 'Same energy', 'Same mood']);
  expect(words({ key: 16, bpm: 125.2, energy: 0.5 }).slice(0, 3)).toEqual([
    'One up, 8A to 9A',
    '+1.2 BPM',
    'Energy −1',
  ]);
  expect(words({ key: 15, bpm: 62 }).slice(0, 2)).toEqual(['To major, 8A to 8B', 'Half as fast']);
  expect(words({ key: 10, bpm: 246 }).slice(0, 2)).toEqual(['Two down, 8A to 6A', 'Twice as fast, −1.0 BPM']);
});

test('keys are in the notation of the user', () => {
  expect(whyText(because('keyStep', { relation: 'oneUp', from: 14, to: 16 }), 'classical', text)).toBe(
    'One up, Am to Em',
  );
});

test('every relation of the wheel has words', () => {
  const said = wheelRelations.map((relation) =>
    whyText(because('keyStep', { relation, from: 14, to: 15 }), 'camelot', text),
  );
  expect(new Set(said).size).toBe(wheelRelations.length);
  expect(said.filter((one) => !/8B/.test(one))).toEqual([]);
});

test('relations, years and plays are told with their numbers', () => {
  const said = [
    because('relatedArtist', { artist: 'Bo', through: 'remix' }),
    because('relatedArtist', { artist: 'Bo', through: 'label' }),
    because('sameEra', { years: 0 }),
    because('sameEra', { years: 3 }),
    because('playedTogether', { count: 2 }),
    because('notPlayedLately', { days: 0 }),
    because('soundsAlike', { part: 'rhythm' }),
  ].map((reason) => whyText(reason, 'camelot', text));
  expect(said).toEqual([
    'Shares a remix with Bo',
    'Label mate of Bo',
    'Same year',
    '3 years apart',
    'Played together 2 times',
    'Never played',
    'Alike in rhythm',
  ]);
});
