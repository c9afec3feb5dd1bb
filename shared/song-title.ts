import { foldText } from './fold-text.ts';

/** What two titles or names are compared by: without case, accents, "&" for "and", and everything but letters and digits. */
export function foldTitle(title: string): string {
  return foldText(title.replaceAll('&', ' and '))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
