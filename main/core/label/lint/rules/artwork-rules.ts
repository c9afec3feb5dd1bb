import { type Fix, onRelease, type Problem, type Rule } from '../finding.ts';
import type { ArtworkFacts, LintInput } from '../lint-input.ts';

const place = onRelease('artwork');
const choose: Fix = { label: 'chooseArtwork', values: {}, isSafe: false, change: { kind: 'chooseArtwork' } };
const mostBytes = 10_000_000;
/** Under so much of its width in detail it looks enlarged; under so much sharpness it looks blurred. */
const leastDetail = 0.55;
const leastSharpness = 0.1;

/** A rule about the facts of a picture that could be read. */
function ofFacts(check: (facts: ArtworkFacts, input: LintInput) => Problem[]): Rule['check'] {
  return (input) => {
    const facts = input.release.artwork?.facts;
    return facts ? check(facts, input) : [];
  };
}

export const artworkRules: readonly Rule[] = [
  {
    ...{ id: 'artwork-missing', severity: 'error', canIgnore: false },
    check: ({ release }) => (release.artwork === null ? [{ place, fix: choose }] : []),
  },
  {
    ...{ id: 'artwork-broken', severity: 'error', canIgnore: false },
    check: ({ release }) => (release.artwork?.isBroken ? [{ place, fix: choose }] : []),
  },
  {
    ...{ id: 'artwork-size', severity: 'warning', canIgnore: false },
    check: ofFacts(({ width, height }) => {
      const edge = Math.min(width, height);
      if (edge >= 3000) return [];
      return [
        {
          place,
          values: { width, height },
          fix: choose,
          severityAt: ({ artwork }) => (edge < artwork.least ? 'error' : edge < artwork.wanted ? 'warning' : null),
        },
      ];
    }),
  },
  {
    ...{ id: 'artwork-square', severity: 'error', canIgnore: false },
    check: ofFacts(({ width, height }) =>
      width === height ? [] : [{ place, values: { width, height }, fix: choose }],
    ),
  },
  {
    ...{ id: 'artwork-colour', severity: 'error', canIgnore: false },
    check: ofFacts(({ space }) =>
      ['srgb', 'rgb', 'rgb16', 'scrgb'].includes(space)
        ? []
        : [
            {
              place,
              values: { space },
              fix: choose,
              severity: space === 'b-w' || space === 'grey16' ? ('warning' as const) : ('error' as const),
            },
          ],
    ),
  },
  {
    ...{ id: 'artwork-alpha', severity: 'warning', canIgnore: true },
    check: ofFacts(({ hasAlpha }) => (hasAlpha ? [{ place, fix: choose }] : [])),
  },
  {
    ...{ id: 'artwork-format', severity: 'error', canIgnore: false },
    check: ofFacts(({ format }) => {
      if (format === 'jpeg' || format === 'png') return [];
      return [
        {
          place,
          values: { format: format.toUpperCase() },
          fix: choose,
          severityAt: ({ artwork }) => (artwork.formats.includes(format) ? null : 'error'),
        },
      ];
    }),
  },
  {
    ...{ id: 'artwork-bytes', severity: 'error', canIgnore: false },
    check: ofFacts(({ sizeBytes }) =>
      sizeBytes > mostBytes ? [{ place, values: { megabytes: Math.ceil(sizeBytes / 100_000) / 10 }, fix: choose }] : [],
    ),
  },
  {
    ...{ id: 'artwork-upscaled', severity: 'warning', canIgnore: true },
    check: ofFacts(({ detail, width }) =>
      detail !== null && detail < leastDetail
        ? [
            {
              place,
              values: { width: Math.round((width * detail) / 50) * 50, percent: Math.round(detail * 100) },
              fix: choose,
            },
          ]
        : [],
    ),
  },
  {
    ...{ id: 'artwork-blurred', severity: 'warning', canIgnore: true },
    check: ofFacts(({ sharpness }) =>
      sharpness !== null && sharpness < leastSharpness ? [{ place, fix: choose }] : [],
    ),
  },
  {
    ...{ id: 'artwork-border', severity: 'warning', canIgnore: true },
    check: ofFacts(({ hasBorder }) => (hasBorder ? [{ place, fix: choose }] : [])),
  },
  {
    ...{ id: 'artwork-reused', severity: 'warning', canIgnore: true },
    check: ({ release }) => {
      const title = release.artwork?.sameAs ?? '';
      return title === '' ? [] : [{ place, values: { title }, fix: choose }];
    },
  },
];
