import type { ToolOf } from './tool.ts';

export type Replacement = Pick<ToolOf<'replace'>, 'find' | 'replacement' | 'isPattern' | 'isCaseSensitive'>;

/** Replaces in many texts at once. Throws for a pattern that is none, or that takes too long. */
export type ReplaceAll = (texts: readonly string[], replacement: Replacement) => string[];

/** The pattern to look for, as source and flags. */
export function patternOf({ find, isPattern, isCaseSensitive }: Replacement): { source: string; flags: string } {
  const source = isPattern ? find : find.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return { source, flags: isCaseSensitive ? 'gu' : 'giu' };
}

/** Replaces without a limit of time: for patterns that were written here. */
export const replaceTexts: ReplaceAll = (texts, replacement) => {
  const { source, flags } = patternOf(replacement);
  const pattern = new RegExp(source, flags);
  const insert = replacement.isPattern ? replacement.replacement : replacement.replacement.replaceAll('$', '$$$$');
  return texts.map((text) => text.replace(pattern, insert));
};
