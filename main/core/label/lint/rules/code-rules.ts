import { checkGs1 } from '#shared/identifiers/check-digits.ts';
import { formatIdentifier, parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { onRelease, onTrack, type Problem, patchRelease, patchTrack, type Rule } from '../finding.ts';
import type { LintInput } from '../lint-input.ts';
import type { StoreProfile } from '../store-profiles.ts';

/** Where nobody asks for a code, a wrong one does no harm yet. */
const atIsrc = ({ requiresIsrc }: StoreProfile) => (requiresIsrc ? ('error' as const) : ('warning' as const));
const atUpc = ({ requiresUpc }: StoreProfile) => (requiresUpc ? ('error' as const) : ('warning' as const));

/** A button that gives a track the next code of our own; each of several its own one. */
function assignIsrc({ library }: LintInput, track: number, turn: number) {
  const isrc = library.next.isrcs[turn];
  return isrc === undefined
    ? undefined
    : patchTrack('assign', track, { isrc }, { values: { code: formatIdentifier('isrc', isrc) } });
}

/** Which of the tracks get new codes, in order. */
function isrcTurns(input: LintInput): Map<number, number> {
  const seen = new Map<string, number>();
  const turns = new Map<number, number>();
  for (const [index, { id, isrc }] of input.tracks.entries()) {
    const code = parseIdentifier('isrc', isrc);
    // A recording that stands there twice keeps its one code.
    const isOther = seen.get(code ?? '') !== id;
    if (isrc.trim() === '' || (code !== null && seen.has(code) && isOther)) turns.set(index, turns.size);
    if (code !== null && !seen.has(code)) seen.set(code, id);
  }
  return turns;
}

function missingIsrc(input: LintInput): Problem[] {
  const turns = isrcTurns(input);
  return input.tracks.flatMap(({ isrc }, index): Problem[] => {
    if (isrc.trim() !== '') return [];
    const fix = assignIsrc(input, index, turns.get(index) ?? 0);
    const next = input.library.next.isrcs[turns.get(index) ?? 0];
    const values = { next: next === undefined ? '' : formatIdentifier('isrc', next), kind: fix ? 'next' : 'none' };
    return [
      { place: onTrack(index, 'isrc'), values, fix, severityAt: (store) => (store.requiresIsrc ? 'error' : null) },
    ];
  });
}

/** A year of two digits: codes are given since 1986. */
function isrcYear(code: string): number {
  const year = Number(code.slice(5, 7));
  return year >= 86 ? 1900 + year : 2000 + year;
}

function isrcCheck({ tracks }: LintInput): Problem[] {
  return tracks.flatMap(({ isrc }, index): Problem[] => {
    const code = isrc.trim() === '' ? isrc : parseIdentifier('isrc', isrc);
    if (code === isrc || isrc.trim() === '') return [];
    const fix = code === null ? undefined : patchTrack('apply', index, { isrc: code });
    const values = { kind: code === null ? 'wrong' : 'form', said: isrc.slice(0, 60) };
    return [{ place: onTrack(index, 'isrc'), values, span: [0, isrc.length], fix, severityAt: atIsrc }];
  });
}

function repeatedIsrc(input: LintInput): Problem[] {
  const turns = isrcTurns(input);
  const first = new Map<string, number>();
  return input.tracks.flatMap(({ isrc }, index): Problem[] => {
    const code = parseIdentifier('isrc', isrc);
    const other = code === null ? undefined : first.get(code);
    if (code !== null && other === undefined) first.set(code, index);
    if (other === undefined) return [];
    const turn = turns.get(index);
    const fix = turn === undefined ? undefined : assignIsrc(input, index, turn);
    return [
      {
        place: onTrack(index, 'isrc'),
        values: { number: other + 1 },
        span: [0, isrc.length],
        fix: fix && { ...fix, isSafe: false },
      },
    ];
  });
}

function upcCheck({ release: { upc } }: LintInput): Problem[] {
  const digits = upc.replaceAll(/[\s-]/g, '');
  const code = parseIdentifier('upc', upc);
  if (upc.trim() === '' || code === upc || `0${upc}` === code) return [];
  const found = { place: onRelease('upc'), severityAt: atUpc, span: [0, upc.length] as const };
  if (code !== null) return [{ ...found, values: { kind: 'form' }, fix: patchRelease('apply', { upc: code }) }];
  if (/e\+|^\d*[.,]\d+e/iu.test(upc)) return [{ ...found, values: { kind: 'table' } }];
  if (!/^\d{12,13}$/.test(digits)) return [{ ...found, values: { kind: 'length', count: digits.length } }];
  const right = checkGs1(digits.slice(0, -1));
  const fix = patchRelease('changeTo', { upc: digits.slice(0, -1) + right }, { values: { to: right } });
  const values = { kind: 'digit', is: digits.slice(-1), right };
  return [{ ...found, values, span: [upc.length - 1, upc.length], fix }];
}

const upcKey = (upc: string) => upc.replaceAll(/\D/g, '').replace(/^0+/, '');

const hard = { severity: 'error', canIgnore: false } as const;

const isrcRules: readonly Rule[] = [
  { ...{ id: 'isrc-missing', ...hard }, check: missingIsrc },
  { ...{ id: 'isrc-check', ...hard }, check: isrcCheck },
  { ...{ id: 'isrc-repeated', ...hard }, check: repeatedIsrc },
  {
    ...{ id: 'isrc-taken', severity: 'error', canIgnore: true },
    check: ({ tracks, library }) =>
      tracks.flatMap(({ isrc }, index): Problem[] => {
        const code = parseIdentifier('isrc', isrc);
        const other = code === null ? undefined : library.isrcs.find((known) => known.isrc === code);
        return other ? [{ place: onTrack(index, 'isrc'), values: { title: other.title }, span: [0, isrc.length] }] : [];
      }),
  },
  {
    ...{ id: 'isrc-year', severity: 'warning', canIgnore: true },
    check: ({ tracks, release, today }) => {
      const latest = Math.max(Number(today.slice(0, 4)), Number(release.releaseDate.slice(0, 4)) || 0);
      return tracks.flatMap(({ isrc }, index): Problem[] => {
        const code = parseIdentifier('isrc', isrc);
        if (code === null || isrcYear(code) <= latest) return [];
        const at = isrc.length - 7;
        return [{ place: onTrack(index, 'isrc'), values: { year: isrcYear(code) }, span: [at, at + 2] }];
      });
    },
  },
  {
    ...{ id: 'isrc-registrant', severity: 'note', canIgnore: true },
    check: ({ tracks, library }) =>
      library.ownRegistrants.length === 0
        ? []
        : tracks.flatMap(({ isrc }, index): Problem[] => {
            const code = parseIdentifier('isrc', isrc);
            if (code === null || library.ownRegistrants.includes(code.slice(0, 5))) return [];
            return [
              { place: onTrack(index, 'isrc'), values: { registrant: code.slice(0, 5) }, span: [0, isrc.length - 7] },
            ];
          }),
  },
  {
    ...{ id: 'iswc-check', severity: 'error', canIgnore: false },
    check: ({ tracks }) =>
      tracks.flatMap(({ iswc }, index): Problem[] => {
        if (iswc.trim() === '' || parseIdentifier('iswc', iswc) !== null) return [];
        return [{ place: onTrack(index, 'iswc'), values: { said: iswc.slice(0, 60) }, span: [0, iswc.length] }];
      }),
  },
];

const productRules: readonly Rule[] = [
  {
    ...{ id: 'upc-missing', ...hard },
    check: ({ release, library }) => {
      if (release.upc.trim() !== '') return [];
      const { upc } = library.next;
      const fix = upc === null ? undefined : patchRelease('assign', { upc }, { values: { code: upc } });
      const values = { kind: fix ? 'next' : 'none', next: upc ?? '' };
      return [{ place: onRelease('upc'), values, fix, severityAt: (store) => (store.requiresUpc ? 'error' : null) }];
    },
  },
  { ...{ id: 'upc-check', ...hard }, check: upcCheck },
  {
    ...{ id: 'upc-reused', ...hard },
    check: ({ release, library }) => {
      const other =
        release.upc === '' ? undefined : library.upcs.find(({ upc }) => upcKey(upc) === upcKey(release.upc));
      return other ? [{ place: onRelease('upc'), values: { title: other.title }, span: [0, release.upc.length] }] : [];
    },
  },
  {
    ...{ id: 'catalogue-missing', severity: 'warning', canIgnore: true },
    check: ({ release, library }) => {
      if (release.catalogueNumber.trim() !== '') return [];
      const { catalogueNumber: next } = library.next;
      const fix =
        next === null ? undefined : patchRelease('assign', { catalogueNumber: next }, { values: { code: next } });
      return [{ place: onRelease('catalogueNumber'), values: { kind: fix ? 'next' : 'none', next: next ?? '' }, fix }];
    },
  },
  {
    ...{ id: 'catalogue-reused', severity: 'error', canIgnore: true },
    check: ({ release, library }) => {
      const number = release.catalogueNumber.trim().toLowerCase();
      const other =
        number === '' ? undefined : library.catalogueNumbers.find((known) => known.number.toLowerCase() === number);
      return other ? [{ place: onRelease('catalogueNumber'), values: { title: other.title } }] : [];
    },
  },
  {
    ...{ id: 'grid-check', ...hard },
    check: ({ release: { grid } }) =>
      grid.trim() === '' || parseIdentifier('grid', grid) !== null
        ? []
        : [{ place: onRelease('grid'), values: { said: grid.slice(0, 60) }, span: [0, grid.length] }],
  },
];

export const codeRules: readonly Rule[] = [...isrcRules, ...productRules];
