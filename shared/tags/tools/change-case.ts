export type CaseStyle = 'title' | 'sentence' | 'upper' | 'lower';

/** Words that titles write small, unless they begin or end a part. */
const smallWords = new Set(
  'a an and as at but by for from in into nor of on onto or over per the to up via vs with feat. ft.'.split(' '),
);
/** Written so whatever stands around them. */
const acronyms = new Map(
  'DJ MC EP LP UK US USA NYC LA TV VIP ID II III IV VI VII VIII IX XX AM PM OK BPM'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);
/** After these a new part begins. */
const partEnd = /[([{:/"“„«!?.]$|^[-–—~|/+&]$/u;

/** A text in another case. Names with capitals inside (McCoy, deadMau5) and short forms (DJ, VIP) stay as they are. */
export function changeCase(text: string, style: CaseStyle): string {
  switch (style) {
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'title':
      return changeWords(text, (word, place) => (isSmall(word, place) ? word.toLowerCase() : capital(word)));
    default:
      return changeWords(text, (word, { isFirst }) => (isFirst ? capital(word) : plain(word)));
  }
}

type Place = { isFirst: boolean; isLast: boolean; opensPart: boolean };

function changeWords(text: string, change: (word: string, place: Place) => string): string {
  const words = text.split(/(\s+)/u);
  // A text all in capitals tells nothing of names. First letters and short forms do not count: they become capitals here, and
  // with them a text would tell names the first time and none the second.
  const tellsNames = words.some((word) => /\p{L}\p{M}*\p{Ll}/u.test(word) && !isAcronym(word));
  const real = words.flatMap((word, index) => (/[\p{L}\p{N}]/u.test(word) ? [index] : []));
  return words
    .map((word, index) => {
      const order = real.indexOf(index);
      if (order === -1) return word;
      const before = words[index - 2] ?? '';
      const place = {
        isFirst: order === 0,
        isLast: order === real.length - 1,
        opensPart: partEnd.test(before) || /^[([{"“„«]/u.test(word),
      };
      return changeWord(word, place, tellsNames, change);
    })
    .join('');
}

function changeWord(
  word: string,
  place: Place,
  tellsNames: boolean,
  change: (word: string, place: Place) => string,
): string {
  const [, head = '', core = '', tail = ''] =
    /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}.]*\.?[^\p{L}\p{N}]*)$/su.exec(word) ?? [];
  const known = acronyms.get(core.toLowerCase());
  // "us", "am", "ok" and "id" are also words: only capitals make them short forms.
  if (
    known &&
    (core === known || (!tellsNames && known.length > 2) || ['dj', 'mc', 'vip', 'bpm'].includes(core.toLowerCase()))
  ) {
    return head + known + tail;
  }
  if (tellsNames && hasInnerCapital(core)) return word;
  return head + change(core, place) + tail;
}

function isAcronym(word: string): boolean {
  return acronyms.has(word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase());
}

function hasInnerCapital(word: string): boolean {
  return /^.+\p{Lu}/su.test(word.replace(/[-'’/].*$/su, '')) || /[-'’/].+\p{Lu}/su.test(word);
}

function isSmall(word: string, { isFirst, isLast, opensPart }: Place): boolean {
  return !isFirst && !isLast && !opensPart && smallWords.has(word.toLowerCase());
}

/** The first letter large, the rest small; parts of "one-two" each. Letters whose capital is two stay. */
function capital(word: string): string {
  return word.toLowerCase().replace(/(^|[-/])(\p{L})/gu, (_whole, mark: string, letter: string) => {
    const large = letter.toUpperCase();
    return mark + ([...large].length === 1 ? large : letter);
  });
}

function plain(word: string): string {
  return /^i(['’].*)?$/iu.test(word) ? capital(word) : word.toLowerCase();
}
