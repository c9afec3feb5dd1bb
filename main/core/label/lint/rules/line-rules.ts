import { onRelease, onTrack, type Place, type Problem, patchRelease, patchTrack, type Rule } from '../finding.ts';
import type { LintInput } from '../lint-input.ts';

type LineField = 'pLine' | 'cLine';
type Line = { text: string; place: Place; fix: (text: string, isSafe?: boolean) => Problem['fix'] };

const signs = {
  pLine: /^\s*(?:℗|\(\s*p\s*\)|Ⓟ|ⓟ|©|\(\s*c\s*\)|Ⓒ|ⓒ|p(?=\s*(?:19|20)\d\d)|c(?=\s*(?:19|20)\d\d))\s*/iu,
  cLine: /^\s*(?:©|\(\s*c\s*\)|Ⓒ|ⓒ|℗|\(\s*p\s*\)|Ⓟ|ⓟ|copyright|c(?=\s*(?:19|20)\d\d)|p(?=\s*(?:19|20)\d\d))\s*/iu,
} as const;
const right = { pLine: /^℗ /u, cLine: /^© /u } as const;

/** "℗ 2027 Lantern Row" in its parts; a year is 0 where there is none. */
export function readLine(text: string, field: LineField): { sign: string; year: number; owner: string } {
  const sign = signs[field].exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length).trim();
  const year = /^(\d{4})(?!\d)\s*/u.exec(rest);
  return {
    sign,
    year: Number(year?.[1] ?? 0),
    owner: rest.slice(year?.[0].length ?? 0).replace(/^(?:by|,|-)\s+/iu, ''),
  };
}

function lines({ release, tracks }: LintInput, field: LineField): Line[] {
  const ofRelease: Line = {
    text: release[field],
    place: onRelease(field),
    fix: (text, isSafe = true) => patchRelease('apply', { [field]: text }, { isSafe }),
  };
  if (field === 'cLine') return [ofRelease];
  return [
    ofRelease,
    ...tracks.map(
      ({ pLine }, index): Line => ({
        text: pLine,
        place: onTrack(index, 'pLine'),
        fix: (text, isSafe = true) => patchTrack('apply', index, { pLine: text }, { isSafe }),
      }),
    ),
  ];
}

const filled = (input: LintInput, field: LineField) =>
  lines(input, field).filter(({ text }) => text.trim() !== '' && text.length <= 1000);

/** The year a release should carry: that in which it came out first. */
function ownYear({ release, today }: LintInput): number {
  return Number((release.originalReleaseDate || release.releaseDate || today).slice(0, 4));
}

function missing(input: LintInput, field: LineField): Problem[] {
  if (input.release[field].trim() !== '') return [];
  const { label } = input.release;
  const text = `${ownYear(input)} ${label.trim()}`;
  const fix = label.trim() === '' ? undefined : patchRelease('insert', { [field]: text }, { values: { text } });
  return [{ place: onRelease(field), fix }];
}

/** The sign is shown by itself; another one in the text would stand beside it, and may be the wrong one. */
function form(input: LintInput, field: LineField): Problem[] {
  return filled(input, field).flatMap(({ text, place, fix }): Problem[] => {
    const { sign, year, owner } = readLine(text, field);
    if (sign === '' || right[field].test(text)) return [];
    const clean = [year === 0 ? '' : String(year), owner].filter((word) => word !== '').join(' ');
    return [
      {
        place,
        values: { said: sign.trim() },
        span: [0, sign.trimEnd().length],
        fix: clean === '' ? undefined : fix(clean),
      },
    ];
  });
}

function wrongYear(input: LintInput, field: LineField): Problem[] {
  const own = ownYear(input);
  return filled(input, field).flatMap(({ text, place, fix }): Problem[] => {
    const { sign, year, owner } = readLine(text, field);
    if (year >= 1860 && year <= own) return [];
    const at = sign.length;
    const span = year === 0 ? ([0, text.length] as const) : ([at, at + 4] as const);
    const kind = year === 0 ? 'none' : year < 1860 ? 'early' : 'late';
    const fixed = `${sign}${own} ${owner}`.trim();
    return [{ place, values: { kind, year, own }, span, fix: owner === '' ? undefined : fix(fixed, kind === 'none') }];
  });
}

function noOwner(input: LintInput, field: LineField): Problem[] {
  return filled(input, field).flatMap(({ text, place, fix }): Problem[] => {
    const { sign, year, owner } = readLine(text, field);
    if (/\p{L}|\p{N}/u.test(owner)) return [];
    const label = input.release.label.trim();
    const fixed = `${sign}${year === 0 ? ownYear(input) : year} ${label}`;
    return [{ place, span: [0, text.length], fix: label === '' ? undefined : fix(fixed) }];
  });
}

const data = { canIgnore: false, severity: 'error' } as const;

export const lineRules: readonly Rule[] = [
  { ...{ id: 'pline-missing', ...data }, check: (input) => missing(input, 'pLine') },
  { ...{ id: 'pline-form', severity: 'warning', canIgnore: true }, check: (input) => form(input, 'pLine') },
  { ...{ id: 'pline-year', ...data, canIgnore: true }, check: (input) => wrongYear(input, 'pLine') },
  { ...{ id: 'pline-owner', ...data }, check: (input) => noOwner(input, 'pLine') },
  { ...{ id: 'cline-missing', ...data }, check: (input) => missing(input, 'cLine') },
  { ...{ id: 'cline-form', severity: 'warning', canIgnore: true }, check: (input) => form(input, 'cLine') },
  { ...{ id: 'cline-year', ...data, canIgnore: true }, check: (input) => wrongYear(input, 'cLine') },
  { ...{ id: 'cline-owner', ...data }, check: (input) => noOwner(input, 'cLine') },
];
