import { createContext, Script } from 'node:vm';
import { AppError } from '#shared/errors.ts';
import { patternOf, type ReplaceAll, replaceTexts } from '#shared/tags/tools/replace-text.ts';

/** For all texts together. Nobody waits longer for a pattern that goes round in circles. */
const budgetMs = 1000;
/** A replacement may repeat what it found; more than this is no tag. */
const longestResult = 400_000;

const work = new Script(`
  (() => {
    const pattern = new RegExp(source, flags);
    return JSON.stringify(JSON.parse(texts).map((text) => text.replace(pattern, insert)));
  })()
`);

/**
 * Replaces within a limit of time: a pattern of the user's may take for ever on an innocent text. Throws PATTERN_INVALID
 * for one that is none, PATTERN_SLOW where time is up.
 */
export const replaceInTime: ReplaceAll = (texts, replacement) => {
  // Looking for a plain text never goes round in circles.
  if (!replacement.isPattern) return replaceTexts(texts, replacement);
  const { source, flags } = patternOf(replacement);
  const insert = replacement.replacement;
  try {
    // The script is ours, and gets nothing but texts.
    const context = createContext({ source, flags, insert, texts: JSON.stringify(texts) });
    const replaced = JSON.parse(work.runInContext(context, { timeout: budgetMs }) as string) as string[];
    return replaced.map((text, index) => (text.length > longestResult ? (texts[index] ?? '') : text));
  } catch (error) {
    const { code, name } = error as { code?: string; name?: string };
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new AppError('PATTERN_SLOW', 'That pattern takes too long.');
    if (name === 'SyntaxError') throw new AppError('PATTERN_INVALID', 'That pattern cannot be read.');
    throw error;
  }
};
