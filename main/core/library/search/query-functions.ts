import type { Db } from '#core/db/query.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import { compileRegex } from '#shared/query/values.ts';

/**
 * Gives a connection the functions that compiled queries call: `fold_text`, `has_words`, `matches_regex`, and
 * `matches_folded` for texts that are folded already.
 *
 * `checkpoint` is called now and then while a statement runs; what it throws ends the statement.
 */
export function registerQueryFunctions(db: Db, checkpoint: () => void = () => {}): void {
  let calls = 0;
  const tick = () => {
    calls += 1;
    if ((calls & 0x3ff) === 0) checkpoint();
  };
  db.function('fold_text', { deterministic: true }, (text) => foldText(String(text)));
  db.function('has_words', { deterministic: true }, (text, wanted) => {
    tick();
    return hasWords(foldText(String(text)), String(wanted)) ? 1 : 0;
  });
  let expression: { source: string; regex: RegExp } | undefined;
  const matches = (folded: string, source: string) => {
    tick();
    if (expression?.source !== source) expression = { source, regex: compileRegex(source) ?? /(?!)/ };
    return expression.regex.test(folded) ? 1 : 0;
  };
  db.function('matches_regex', { deterministic: true }, (text, source) =>
    matches(foldText(String(text)), String(source)),
  );
  db.function('matches_folded', { deterministic: true }, (folded, source) => matches(String(folded), String(source)));
}

/**
 * Whether the words of a folded text hold the wanted ones (folded, one space between) one after the other, the last
 * one begun at least; what the full-text index answers for its columns.
 */
export function hasWords(folded: string, wanted: string): boolean {
  return spacedWords(folded).includes(` ${wanted}`);
}

/** The words of a folded text, each after one space. */
export function spacedWords(folded: string): string {
  return ` ${wordsOf(folded).join(' ')}`;
}
