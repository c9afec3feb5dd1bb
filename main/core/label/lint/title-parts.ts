/** "(feat. Kit Okafor)" in a title: with its brackets, and where it stands. */
export type Bracket = { open: '(' | '['; from: number; to: number; text: string };

const closing = { '(': ')', '[': ']' } as const;

/** The outermost brackets of a title in order; one that nobody closes is none. */
export function readBrackets(title: string): Bracket[] {
  const found: Bracket[] = [];
  const stack: { open: '(' | '['; from: number }[] = [];
  for (let index = 0; index < title.length; index += 1) {
    const sign = title[index];
    if (sign === '(' || sign === '[') stack.push({ open: sign, from: index });
    const last = stack.at(-1);
    if (!last || sign !== closing[last.open]) continue;
    stack.pop();
    if (stack.length === 0) {
      found.push({ ...last, to: index + 1, text: title.slice(last.from + 1, index) });
    }
  }
  return found;
}

/** Whether each bracket has its other half, in order. */
export function hasWholeBrackets(title: string): boolean {
  const open: string[] = [];
  for (const sign of title) {
    if (sign === '(' || sign === '[') open.push(closing[sign]);
    if ((sign === ')' || sign === ']') && open.pop() !== sign) return false;
  }
  return open.length === 0;
}

/** A text without a part of it, and without the spaces, dashes and empty brackets that this leaves behind. */
export function without(text: string, from: number, to: number): string {
  const head = text.slice(0, from).trimEnd();
  const tail = text.slice(to).trimStart();
  const joined =
    head === '' || tail === '' || /^[)\],;:]/.test(tail) || /[([]$/.test(head) ? head + tail : `${head} ${tail}`;
  const cleared = joined.replace(/\s?(?:\(\s*\)|\[\s*\])/gu, '').trim();
  return cleared
    .replace(/^[-–—:,]\s+/u, '')
    .replace(/\s[-–—:,]$/u, '')
    .replace(/,$/u, '')
    .trim();
}

export function replaceSpan(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** "(feat. A, B & C)" as it is written in a title. */
export type Guests = {
  /** Of the word that announces them, "feat" or "featuring". */
  from: number;
  to: number;
  word: string;
  /** Of everything: the bracket if it stands in one, else from the word to the end of the names. */
  wholeFrom: number;
  wholeTo: number;
  inBracket: Bracket | null;
  /** As it is written behind the word. */
  text: string;
  names: string[];
  /** Whether they announce each other: "feat. A feat. B". */
  isChain: boolean;
};

const announces = /(?<=[\s([])(?:featuring|feat|ft)\b\.?/giu;
const chain = /(?:^|\s)(?:featuring|feat|ft)\b\.?\s/iu;
/** "Live at Ft. Worth" is a place. */
const placeBefore = /\b(?:at|in|from|to|near|the)\s$/iu;

/** Who a title says is a guest, or null. */
export function readGuests(title: string): Guests | null {
  for (const match of title.matchAll(announces)) {
    const [word] = match;
    const from = match.index;
    const to = from + word.length;
    if (placeBefore.test(title.slice(Math.max(0, from - 6), from)) || !/^\s/u.test(title.slice(to))) continue;
    const around = readBrackets(title).find((bracket) => bracket.from < from && to < bracket.to) ?? null;
    const opens = around !== null && title.slice(around.from + 1, from).trim() === '';
    const limit = around ? around.to - 1 : title.length;
    const rest = title.slice(to, limit);
    const next = around ? -1 : rest.search(/\s*[([]|\s[-–—]\s/u);
    const end = next > 0 ? to + next : limit;
    const text = title.slice(to, end).trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const whole = around && opens ? { wholeFrom: around.from, wholeTo: around.to } : { wholeFrom: from, wholeTo: end };
    return {
      from,
      to,
      word,
      ...whole,
      inBracket: opens ? around : null,
      text,
      names: splitNames(text),
      isChain: chain.test(text),
    };
  }
  return null;
}

const separator = /^(?:&|and|(?:featuring|feat|ft)\.?)$/iu;

/** "A, B & C" as its names; also "A feat. B". */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  for (const part of text.split(',')) {
    let name: string[] = [];
    for (const word of part.split(/\s+/u)) {
      if (!separator.test(word)) name.push(word);
      else {
        names.push(name.join(' '));
        name = [];
      }
    }
    names.push(name.join(' '));
  }
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** The names as stores list them: "A, B & C". */
export function joinNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} & ${last}`;
}
