import { looksLikeCue, parseCueList } from './cue-list.ts';
import { parseJson } from './json-list.ts';
import { parseTable, tableDelimiter } from './table-list.ts';
import { parseText } from './text-list.ts';
import type { ParsedTracklist } from './tracklist-parts.ts';

/** As long as what may be pasted; the rest of a longer text is not read. */
export const longestText = 2_000_000;

/** Reads a tracklist from a CUE sheet, JSON, a table or plain text, whichever it is. Never throws, and takes linear time. */
export function parseTracklist(given: string): ParsedTracklist {
  const text = given
    .slice(0, longestText)
    .replace(/^\uFEFF+/, '')
    .replaceAll('\0', '');
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    const parsed = parseJson(start);
    if (parsed) return parsed;
  }
  if (looksLikeCue(text)) return parseCueList(text);
  const delimiter = tableDelimiter(start);
  return delimiter === null ? parseText(text) : parseTable(start, delimiter);
}
