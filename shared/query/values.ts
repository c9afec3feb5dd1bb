import { stripAccents } from '../fold-text.ts';
import { compatibleKeys, parseKey } from '../music-key.ts';
import { type DateFieldKind, type FlagCondition, fieldDefinition, type QueryField } from './fields.ts';
import { type DateSpan, parseDateSpan, parseDuration, parseQuantity, type Quantity } from './quantities.ts';
import type { Match, QueryTerm, QueryTermError, TermItem } from './query-types.ts';
import { suggest } from './suggest.ts';

type Result = { matches: Match[]; error: QueryTermError | null };
type Value = Pick<QueryTerm, 'operator' | 'items' | 'isFuzzy'>;

/** DJs pitch by as much; half and double tempo mix too. */
const fuzzyTempo = 0.06;

/** What the value of a term asks of its field. */
export function matchValue(field: QueryField, value: Value, now: number): Result {
  if (value.items.length === 0) return { matches: [], error: null };
  const matches: Match[] = [];
  for (const item of value.items) {
    const match = matchItem(field, value, item, now);
    if (!match) return { matches: [], error: { code: 'BAD_VALUE', suggestion: suggestValue(field, item) } };
    matches.push(...match);
  }
  return { matches, error: null };
}

function suggestValue(field: QueryField, item: TermItem): string | null {
  const definition = fieldDefinition(field);
  if (definition.kind === 'flag') return suggest(item.text, Object.keys(definition.values));
  return definition.kind === 'number' && definition.words ? suggest(item.text, Object.keys(definition.words)) : null;
}

function matchItem(field: QueryField, value: Value, item: TermItem, now: number): Match[] | null {
  const definition = fieldDefinition(field);
  if (definition.kind === 'flag')
    return value.operator === '' && !value.isFuzzy ? matchFlag(definition.values, item, now) : null;
  if (value.isFuzzy) return matchFuzzy(field, value, item);
  if (value.operator === '' && item.text === '*' && !item.isQuoted) return [{ kind: 'present' }];
  if ((value.operator === '' || value.operator === '=') && item.text === '') return [{ kind: 'empty' }];
  switch (definition.kind) {
    case 'text':
    case 'folder':
    case 'playlist':
    case 'drive':
      return matchText(value, item);
    case 'key':
      return matchKey(value, item);
    case 'number':
      return (
        (value.operator === '' ? matchFlag(definition.words ?? {}, item, now) : null) ??
        matchNumber(value, item, (text) => parseQuantity(text, definition.unit), true)
      );
    case 'duration':
      return matchNumber(value, item, parseDuration, false);
    case 'date':
      return matchDate(value, item, definition, now);
  }
}

function matchFlag(values: Readonly<Record<string, FlagCondition>>, item: TermItem, now: number): Match[] | null {
  const name = item.text.toLowerCase();
  if (!Object.hasOwn(values, name)) return null;
  const condition = values[name];
  if (condition?.test !== 'within') return [{ kind: 'flag', name }];
  const first = parseDateSpan(`-${condition.days - 1}d`, now);
  return first && [{ kind: 'flag', name, since: first.start }];
}

function matchText({ operator }: Value, { text }: TermItem): Match[] | null {
  if (operator === '') return [{ kind: 'contains', text }];
  if (operator === '=') return [{ kind: 'exact', text }];
  return operator === ':' && compileRegex(text) ? [{ kind: 'regex', source: text }] : null;
}

/** The expression behind `field::…`, to be run on folded text; null when it is not one. */
export function compileRegex(source: string): RegExp | null {
  const plain = stripAccents(source);
  for (const flags of ['iu', 'i']) {
    try {
      return new RegExp(plain, flags);
    } catch {
      // Without the u flag JavaScript forgives more; what fails in both is no expression.
    }
  }
  return null;
}

function matchFuzzy(field: QueryField, { operator }: Value, { text }: TermItem): Match[] | null {
  if (operator !== '') return null;
  if (field === 'bpm') {
    const tempo = parseQuantity(text)?.value;
    if (tempo === undefined || tempo <= 0) return null;
    return [1, 0.5, 2].map((factor) => range(tempo * factor * (1 - fuzzyTempo), tempo * factor * (1 + fuzzyTempo)));
  }
  if (field !== 'key') return null;
  const key = parseKey(text);
  return key === null ? null : [{ kind: 'keys', keys: compatibleKeys(key).map((compatible) => compatible.key) }];
}

function matchKey({ operator }: Value, { text }: TermItem): Match[] | null {
  if (operator !== '' && operator !== '=') return null;
  const key = parseKey(text);
  if (key !== null) return [{ kind: 'keys', keys: [key] }];
  // A number without its letter, as stands there while one types: both modes.
  const both = [parseKey(`${text}A`), parseKey(`${text}B`)].filter((found) => found !== null);
  return /^\d+$/.test(text) && both.length > 0 ? [{ kind: 'keys', keys: both }] : null;
}

/** `allowsDash` where `a-b` is a range: a duration has no use for it, nor has it a sign. */
function matchNumber(
  { operator }: Value,
  { text }: TermItem,
  parse: (text: string) => Quantity | null,
  allowsDash: boolean,
): Match[] | null {
  if (operator === ':') return null;
  if (operator === '') {
    const ends = rangeEnds(text, allowsDash);
    if (ends) return matchEnds(ends, parse);
  }
  const quantity = parse(text);
  if (!quantity) return null;
  const { value, halfStep, isStep } = quantity;
  if (isStep) {
    const [start, end] = stepOf(quantity);
    if (operator === '' || operator === '=') return [range(start, end, { maxExcluded: true })];
    return [comparison(operator, start, end)];
  }
  if (operator === '=') return [range(value, value)];
  if (operator === '') return [range(value - halfStep, value + halfStep, { maxExcluded: true })];
  return [comparison(operator, value, value)];
}

/** `a..b` with either end open, or `a-b`; null when the text is no range. */
function rangeEnds(text: string, allowsDash: boolean): [string, string] | null {
  const dots = text.indexOf('..');
  if (dots >= 0) return [text.slice(0, dots), text.slice(dots + 2)];
  const [, min, max] = (allowsDash ? /^([+-]?[\d.]+\p{L}*)-([+-]?[\d.]+\p{L}*)$/u.exec(text) : null) ?? [];
  return min === undefined || max === undefined ? null : [min, max];
}

/** From where to where (excluded) values are shown as a step. The lowest, 1, has all below it. */
function stepOf({ value, halfStep }: Quantity): [start: number, end: number] {
  return [value <= 2 * halfStep ? 0 : value - halfStep, value + halfStep];
}

function matchEnds([first, second]: [string, string], parse: (end: string) => Quantity | null): Match[] | null {
  const min = first === '' ? null : parse(first);
  const max = second === '' ? null : parse(second);
  if ((first !== '' && min === null) || (second !== '' && max === null)) return null;
  if (min === null && max === null) return null;
  const [low, high] = min !== null && max !== null && max.value < min.value ? [max, min] : [min, max];
  const from = low?.isStep ? stepOf(low)[0] : (low?.value ?? null);
  return [high?.isStep ? range(from, stepOf(high)[1], { maxExcluded: true }) : range(from, high?.value ?? null)];
}

function matchDate({ operator }: Value, { text }: TermItem, field: DateFieldKind, now: number): Match[] | null {
  if (operator === ':') return null;
  const parse = (part: string) => parseDateSpan(part, now);
  const inTicks = (match: Match): Match[] => [scaled(match, field.ticksPerMs)];
  const ends = operator === '' ? rangeEnds(text, false) : null;
  if (ends) {
    const spans = ends.map((end) => (end === '' ? undefined : parse(end)));
    if (spans.includes(null) || spans.every((span) => span === undefined)) return null;
    return inTicks(spanRange(spans[0] ?? undefined, spans[1] ?? undefined));
  }
  const span = parse(text);
  if (!span) return null;
  if (operator === '' && span.isRelative) return inTicks(range(span.start, null));
  if (operator === '' || operator === '=') return inTicks(range(span.start, span.end, { maxExcluded: true }));
  return inTicks(comparison(operator, span.start, span.end));
}

function spanRange(first: DateSpan | undefined, second: DateSpan | undefined): Match {
  const isBackToFront = first && second && second.start < first.start;
  const [from, to] = isBackToFront ? [second, first] : [first, second];
  return range(from?.start ?? null, to?.end ?? null, { maxExcluded: to !== undefined });
}

/** A comparison with something that lasts from `start` to `end` (excluded); the same for a plain number. */
function comparison(operator: '>' | '>=' | '<' | '<=', start: number, end: number): Match {
  const lasts = end > start;
  if (operator === '>') return range(end, null, { minExcluded: !lasts });
  if (operator === '>=') return range(start, null);
  if (operator === '<') return range(null, start, { maxExcluded: true });
  return range(null, end, { maxExcluded: lasts });
}

type RangeMatch = Extract<Match, { kind: 'range' }>;

function range(
  min: number | null,
  max: number | null,
  { minExcluded = false, maxExcluded = false }: { minExcluded?: boolean; maxExcluded?: boolean } = {},
): RangeMatch {
  return { kind: 'range', min, max, minExcluded, maxExcluded };
}

function scaled(match: Match, factor: number): Match {
  if (match.kind !== 'range') return match;
  const scale = (value: number | null) => (value === null ? null : value * factor);
  return { ...match, min: scale(match.min), max: scale(match.max) };
}
