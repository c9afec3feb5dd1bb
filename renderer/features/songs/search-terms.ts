import { songQueryFields, songQueryValues } from '#shared/song-query.ts';

/** The term that is being typed: what stands after the last blank outside of quotes. */
export type LastTerm = { start: number; minus: string; field: string | null; value: string };

export function lastTerm(text: string): LastTerm {
  let start = 0;
  let isQuoted = false;
  for (const [at, letter] of [...text].entries()) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ' ' && !isQuoted) start = at + 1;
  }
  const term = [...text].slice(start).join('');
  const [, minus = '', field, value = ''] = /^(-?)(?:(\p{L}+):)?"?([^"]*)"?$/u.exec(term) ?? [];
  return { start, minus, field: field ?? null, value };
}

const mostCompletions = 8;

/** Whole terms that it may become; `values` are those that its field has in the library. */
export function completionsOf({ minus, field, value }: LastTerm, values: readonly string[]): string[] {
  const typed = value.toLowerCase();
  if (field === null) {
    if (typed === '') return [];
    return songQueryFields.filter((name) => name.startsWith(typed)).map((name) => `${minus}${name}:`);
  }
  const words: readonly string[] = field === 'is' || field === 'status' ? songQueryValues[field] : values;
  const found = words.filter((word) => word.toLowerCase() !== typed && (values.length > 0 || word.startsWith(typed)));
  return found
    .slice(0, mostCompletions)
    .map((word) => `${minus}${field}:${/[\s"]/.test(word) ? `"${word.replaceAll('"', '')}"` : word}`);
}

/** The text with its last term made whole; a blank follows what is whole. */
export function withCompletion(text: string, completion: string): string {
  const { start } = lastTerm(text);
  const before = [...text].slice(0, start).join('');
  return `${before}${completion}${completion.endsWith(':') ? '' : ' '}`;
}
