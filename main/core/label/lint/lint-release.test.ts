import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFix, applySafeFixes, isSafe } from './apply-fix.ts';
import type { Finding } from './finding.ts';
import type { LintInput } from './lint-input.ts';
import { ignoreKey, lintRelease } from './lint-release.ts';
import { releaseQuality } from './quality-score.ts';
import {
  ines,
  sampleRelease,
  sampleTrack,
  withAudio,
  withHeard,
  withRelease,
  withTrack,
} from './testing/sample-release.ts';

/** The release of the drawn screen, with its eight findings. */
function drawn(): LintInput {
  let input = withRelease({ upc: '4260099120345' });
  input = withTrack(2, { isrc: '' }, input);
  input = withTrack(3, { title: 'Low Bridge (feat Kit Okafor)' }, input);
  input = withTrack(4, { title: 'Tide Office (Original Mix)' }, input);
  input = withAudio(4, { bits: 16, sampleRate: 44_100 }, input);
  input = withTrack(5, { explicit: 'unset' }, input);
  input = withHeard(1, { lufs: -7.8 }, input);
  const library = { ...input.library, next: { ...input.library.next, isrcs: ['ZZLR12700043'] } };
  return { ...input, library };
}

const shown = ({ rule, severity, place, fix }: Finding) =>
  `${severity} ${place.of === 'track' ? place.track + 1 : 'release'} ${place.field} ${rule} ${fix?.label ?? ''}`.trim();

describe('the drawn release', () => {
  test('has the findings of the drawing, in order', () => {
    const { findings, stores } = lintRelease(drawn());
    expect(findings.map(shown)).toEqual([
      'error 3 isrc isrc-missing assign',
      'error 4 title title-feat apply',
      'error release upc upc-check changeTo',
      'warning 5 title title-original remove',
      'warning 5 file audio-mixed chooseFile',
      'warning 6 explicit explicit-unset setTo',
      'note 2 loudness loudness-info',
      'note release releaseDate lead-time',
    ]);
    expect(findings.filter(isSafe)).toHaveLength(5);
    expect(findings.find(({ rule }) => rule === 'audio-mixed')?.values).toMatchObject({
      bits: 16,
      khz: 44.1,
      others: 5,
    });
    expect(findings.find(({ rule }) => rule === 'loudness-info')?.values).toMatchObject({ lufs: -7.8, down: 6.2 });
    const blocked = stores.filter(({ state }) => state === 'blocked').map(({ store }) => store);
    expect(blocked).toEqual(['spotify', 'appleMusic', 'beatport', 'tidal', 'deezer', 'amazonMusic', 'youTubeMusic']);
  });

  test('has none that its safe fixes leave but the file', () => {
    const { input, count } = applySafeFixes(drawn());
    expect(count).toBe(5);
    expect(lintRelease(input).findings.map(shown)).toEqual([
      'warning 5 file audio-mixed chooseFile',
      'note 2 loudness loudness-info',
      'note release releaseDate lead-time',
    ]);
    expect(input.tracks[3]).toMatchObject({
      title: 'Low Bridge (feat. Kit Okafor)',
      artists: [ines, { name: 'Kit Okafor', role: 'featured', personId: null }],
    });
    expect(input.tracks[2]?.isrc).toBe('ZZLR12700043');
    expect(input.release.upc).toBe('4260099120348');
  });

  test('is ready where nobody asks for codes and style', () => {
    const input = { ...drawn(), release: { ...drawn().release, upc: '', stores: ['bandcamp'] } };
    expect(lintRelease(input).stores).toEqual([{ store: 'bandcamp', state: 'warnings', errors: 0, warnings: 2 }]);
  });
});

test('what is ignored stays so for its text, and does not block', () => {
  const input = withTrack(3, { title: 'Low Bridge (feat Kit Okafor)' });
  const [found] = lintRelease(input).findings as [Finding];
  const ignored = [{ ...ignoreKey(found), reason: 'It is written so on the sleeve' }];
  const after = { ...input, release: { ...input.release, ignored } };
  const kept = lintRelease(after);
  expect(kept.findings.at(-1)).toMatchObject({ rule: 'title-feat', ignored: 'It is written so on the sleeve' });
  expect(kept.stores.every(({ state }) => state === 'ready')).toBe(true);
  expect(applySafeFixes(after).count).toBe(0);
  const other = withTrack(3, { title: 'High Bridge (feat Kit Okafor)' }, after);
  expect(lintRelease(other).findings[0]).toMatchObject({ rule: 'title-feat', ignored: null });
});

test('what cannot be ignored is not', () => {
  const input = withTrack(3, { isrc: '' });
  const [found] = lintRelease(input).findings as [Finding];
  const after = { ...input, release: { ...input.release, ignored: [{ ...ignoreKey(found), reason: 'Later' }] } };
  expect(lintRelease(after).findings[0]).toMatchObject({ rule: 'isrc-missing', ignored: null });
});

test('each track without a code is offered a code of its own', () => {
  const input = withTrack(1, { isrc: '' }, withTrack(4, { isrc: '' }, withTrack(5, { isrc: 'ZZLR12700041' })));
  const codes = applySafeFixes(input).input.tracks.map(({ isrc }) => isrc);
  expect([codes[1], codes[4]]).toEqual(['ZZLR12700061', 'ZZLR12700062']);
});

const pieces = fc.constantFrom(
  ...[
    'Quay',
    'low',
    'BRIDGE',
    'of',
    'The',
    'feat',
    'feat.',
    'ft',
    'Featuring',
    'Kit Okafor',
    'Ines Valloria',
    '&',
    'and',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '(Original Mix)',
    '[Explicit]',
    '(Deluxe)',
    'Remix',
    '- EP',
    '- Single',
    'Vol 2',
    'Part 1',
    '/',
  ],
  ...[
    '|',
    '\u200b',
    '\u202e',
    '  ',
    '&amp;',
    'Ã©',
    '🔥',
    "'",
    '_',
    '.wav',
    '01.',
    'www.a.com',
    'iPhone',
    'ß',
    'ǆ',
    'И',
    '(prod. Bo)',
  ],
);
const text = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' ')),
  fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const release = fc.record({
  ...{ title: text, versionTitle: fc.oneof(fc.constant(''), text), artist: text, pLine: text, cLine: text },
  upc: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{11,13}$/)),
  language: fc.constantFrom('', 'en', 'de', 'sv', 'zxx', 'nl'),
});
const track = fc.record({
  ...{ title: text, versionTitle: fc.oneof(fc.constant(''), text), artist: text },
  isrc: fc.constantFrom('', 'ZZLR12700041', 'zz-lr1-27-00042', 'x'),
  explicit: fc.constantFrom('unset', 'none', 'explicit', 'clean'),
  language: fc.constantFrom('', 'en', 'fr', 'zxx'),
  artists: fc.array(
    text.map((name) => ({ name, role: 'main' as const, personId: null })),
    { maxLength: 3 },
  ),
});
const inputs = fc.tuple(release, fc.array(track, { maxLength: 4 })).map(
  ([facts, tracks]): LintInput => ({
    ...withRelease(facts),
    tracks: tracks.map((facts, index) => ({ ...sampleTrack(index + 1, ''), ...facts }) as LintInput['tracks'][number]),
  }),
);

test('safe fixes end, and leave nothing safe to fix', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { input: after } = applySafeFixes(input);
      expect(lintRelease(after).findings.filter(isSafe).map(shown)).toEqual([]);
      expect(applySafeFixes(after)).toEqual({ input: after, count: 0 });
    }),
    { numRuns: 80 },
  );
});

test('each fix takes its finding away, and its place lies in the text', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      for (const { id, fix, span, text: line } of lintRelease(input).findings) {
        if (span)
          expect(span[0] >= 0 && span[0] < span[1] && span[1] <= line.length, `${id} ${span} ${line}`).toBe(true);
        if (fix?.change.kind !== 'patch') continue;
        const ids = lintRelease(applyFix(input, fix.change)).findings.map((finding) => finding.id);
        expect(ids).not.toContain(id);
      }
    }),
    { numRuns: 50 },
  );
});

test.each(['(', '[', ' ', 'feat ', 'a - ', '& ', 'Aa', '(prod ', '\u200b', '1.', '_', 'www.', '&amp;', 'Ã'])(
  'ten thousand characters of %j are looked at at once',
  (piece) => {
    const long = piece.repeat(10_000 / piece.length);
    const artists = [{ name: long, role: 'main' as const, personId: 1 }];
    const input = withRelease({
      title: long,
      versionTitle: long,
      artists,
      artist: long,
      pLine: long,
      upc: long,
      language: long,
    });
    const tracks = input.tracks.map((one) => ({ ...one, title: long, artists, artist: long, isrc: long, iswc: long }));
    const start = performance.now();
    lintRelease({ ...input, tracks });
    // A second is far more than it takes, and far less than what grows with the square would.
    expect(performance.now() - start).toBeLessThan(1000);
  },
);

test('a release of twenty tracks is looked at in milliseconds', () => {
  const input = drawn();
  const many = {
    ...input,
    tracks: [...Array(20).keys()].map((index) => sampleTrack(index + 1, `Harbour Light ${index}`)),
  };
  const times = [...Array(15).keys()].map(() => {
    const start = performance.now();
    lintRelease(many);
    return performance.now() - start;
  });
  // Under 5 ms on a quiet machine; tests share theirs with others.
  expect(Math.min(...times)).toBeLessThan(30);
});

describe('quality', () => {
  test('says what it stands on', () => {
    const quality = releaseQuality(withHeard(0, { clippedRuns: 7, truePeakDb: 0.4 }));
    expect(quality.tracks[0]?.score).toBe(86);
    expect(quality.tracks[0]?.parts.filter(({ cost }) => cost !== 0)).toEqual([
      { name: 'peak', value: 0.4, from: 'analysis', version: 1, cost: 7 },
      { name: 'clipping', value: 7, from: 'analysis', version: 1, cost: 7 },
    ]);
    expect(quality.score).toBe(98);
  });

  test('is unknown before analysis, and never made up', () => {
    const quality = releaseQuality(withAudio(0, { heard: null }));
    expect(quality.tracks[0]).toMatchObject({ score: null });
    expect(quality.tracks[0]?.parts.filter(({ from }) => from === 'analysis').every(({ cost }) => cost === null)).toBe(
      true,
    );
    expect(quality).toMatchObject({ score: 100, known: 5 });
    expect(releaseQuality({ tracks: sampleRelease().tracks.map((one) => ({ ...one, audio: null })) })).toMatchObject({
      score: null,
      known: 0,
    });
  });
});
