import { changeCase } from '#shared/tags/tools/change-case.ts';
import { type Problem, type Rule, type TitleText, titleTexts } from '../finding.ts';

const style = { isStyle: true, canIgnore: true } as const;

/** Written small inside a title, by the guides of stores. */
const small: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set('a an and as but for from nor of or so the to yet'.split(' ')),
  nl: new Set('de het een en of maar van voor te'.split(' ')),
  de: new Set('der die das den dem des ein eine einen einem einer und oder aber von vom zu zum zur mit bei'.split(' ')),
};
/** Written either way. */
const either = new Set(
  'at by in into if it is off on onto out over per than up via vs with feat feat. ft ft. featuring prod prod. de la le du von van der den el y e x o'.split(
    ' ',
  ),
);
const titleCased = new Set(['en', 'nl']);
/** Only the first word and names begin with a capital. */
const sentenceCased = new Set(['sv', 'fr', 'it', 'ru', 'be', 'bg', 'uk']);

type Word = { word: string; from: number; isFirst: boolean; isLast: boolean };

/** Words of a title. One is first at the beginning, in a bracket, and after a sign that ends a part. */
function readWords(text: string): Word[] {
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’.]*/gu)];
  return found.map((match, index) => {
    const before = text.slice(
      found[index - 1] ? (found[index - 1]?.index ?? 0) + (found[index - 1]?.[0].length ?? 0) : 0,
      match.index,
    );
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
    return {
      word: match[0],
      from: match.index,
      isFirst: index === 0 || /[()[\]:/"“„«?!.…–—-]/u.test(before) || /[?!.…]$/u.test(found[index - 1]?.[0] ?? ''),
      isLast: index === found.length - 1 || /^\s?[)\]:/"”“–—?!-]/u.test(after),
    };
  });
}

const startsBig = (word: string) => /^\p{Lu}/u.test(word);
const startsSmall = (word: string) => /^\p{Ll}/u.test(word);
/** McCoy, iPhone, R&B: somebody chose these letters. */
const hasOwnCase = (word: string) => /.\p{Lu}/u.test(word) || /\p{N}/u.test(word);

function wrongWords(text: string, language: string): { word: Word; to: string }[] {
  const smallWords = small[language];
  if (!smallWords) return [];
  return readWords(text).flatMap((word) => {
    const plain = word.word.toLowerCase();
    if (hasOwnCase(word.word)) return [];
    const inside = !word.isFirst && !word.isLast;
    if (inside && smallWords.has(plain)) return startsBig(word.word) ? [{ word, to: plain }] : [];
    if (!titleCased.has(language) || either.has(plain) || !startsSmall(word.word)) return [];
    // In front of an apostrophe there is often less than a word: "rock 'n' roll".
    if (plain.length === 1 && language !== 'en') return [];
    const to = capital(word.word);
    return to === word.word ? [] : [{ word, to }];
  });
}

function capital(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}

function casing(title: TitleText): Problem[] {
  const { text, language } = title;
  if (wholeCase(title) !== null) return [];
  if (sentenceCased.has(language)) return sentence(title);
  const wrong = wrongWords(text, language);
  const [first] = wrong;
  if (!first) return [];
  const signs = [...wrong].reverse().reduce((line, { word, to }) => {
    return line.slice(0, word.from) + to + line.slice(word.from + word.word.length);
  }, text);
  const onlySmall = wrong.every(({ to }) => startsSmall(to));
  return [
    {
      place: title.place,
      values: { word: first.word.word, to: first.to, language, kind: 'words' },
      span: [first.word.from, first.word.from + first.word.word.length],
      fix: title.fix('apply', { [title.field]: signs }, { isSafe: onlySmall && language === 'en' }),
    },
  ];
}

function sentence(title: TitleText): Problem[] {
  const words = readWords(title.text).filter(({ word }) => word.length > 1 && !hasOwnCase(word));
  const later = words.slice(1).filter(({ word }) => word.length > 3);
  if (later.length < 2 || !later.every(({ word }) => startsBig(word))) return [];
  const [{ word, from }] = later as [Word];
  const fixed =
    title.text.slice(0, words[0]?.from ?? 0) + changeCase(title.text.slice(words[0]?.from ?? 0), 'sentence');
  const fix = fixed === title.text ? undefined : title.fix('apply', { [title.field]: fixed }, { isSafe: false });
  const values = { word, to: word.toLowerCase(), language: title.language, kind: 'sentence' };
  return [{ place: title.place, values, span: [from, from + word.length], fix }];
}

/** Whether a whole title shouts, whispers or dances. */
function wholeCase({ text }: TitleText): 'upper' | 'lower' | 'mixed' | null {
  const words = text.match(/[\p{Lu}\p{Ll}\p{M}'’]+/gu) ?? [];
  const letters = words.join('');
  const long = words.filter((word) => word.length > 3);
  // Short ones are names and abbreviations: "SOS", "ABBA".
  if (
    /^[^\p{Ll}]+$/u.test(letters) &&
    letters.length > 4 &&
    (long.length > 1 || words.some((word) => word.length > 5))
  ) {
    return 'upper';
  }
  if (letters.length > 1 && /^[^\p{Lu}]+$/u.test(letters)) return 'lower';
  return words.some((word) => (word.match(/\p{Ll}\p{Lu}/gu) ?? []).length > 1) ? 'mixed' : null;
}

function shouting(title: TitleText): Problem[] {
  const way = wholeCase(title);
  if (!way) return [];
  const to = sentenceCased.has(title.language) ? 'sentence' : 'title';
  const fixed = changeCase(way === 'mixed' ? title.text.toLowerCase() : title.text, to);
  const fix =
    fixed === title.text || wholeCase({ ...title, text: fixed }) !== null
      ? undefined
      : title.fix('apply', { [title.field]: fixed }, { isSafe: false });
  return [{ place: title.place, values: { way }, span: [0, title.text.length], fix }];
}

export const casingRules: readonly Rule[] = [
  { ...{ id: 'title-case', severity: 'warning', ...style }, check: (input) => titleTexts(input).flatMap(shouting) },
  { ...{ id: 'title-casing', severity: 'warning', ...style }, check: (input) => titleTexts(input).flatMap(casing) },
];
