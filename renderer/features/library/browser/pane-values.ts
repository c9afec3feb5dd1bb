import type { FacetField } from '#shared/contract/library/tracks.ts';
import { foldText } from '#shared/fold-text.ts';
import { formatKey, parseKey } from '#shared/music-key.ts';

/** What a pane lists: a value as the core counts it, with the text that asks for it. */
export type PaneValue = { value: string; count: number };

/** The text by which a query asks for a value: keys are counted by number and asked for by name. */
export function queryValue(field: FacetField, value: string): string {
  return field === 'key' && value !== '' ? formatKey(Number(value), 'camelot') : value;
}

/** Two texts with the same identity ask for the same value, however they are spelled. */
export function valueIdentity(field: FacetField, text: string): string {
  if (field !== 'key') return foldText(text);
  const key = parseKey(text);
  return key === null ? text : String(key);
}

/** The choice after a click: this value alone, or it in or out of what was chosen. The same value alone again is none. */
export function chooseValue(
  field: FacetField,
  chosen: readonly string[],
  text: string,
  isToggled: boolean,
): readonly string[] {
  const identity = valueIdentity(field, text);
  const others = chosen.filter((value) => valueIdentity(field, value) !== identity);
  const wasChosen = others.length < chosen.length;
  if (isToggled) return wasChosen ? others : [...chosen, text];
  return wasChosen && others.length === 0 ? [] : [text];
}

/** Where the first value stands that begins with what was typed, from a place on and going round. */
export function findValue(names: readonly string[], typed: string, start: number): number | null {
  const prefix = foldText(typed);
  for (let step = 0; step < names.length; step++) {
    const index = (start + step) % names.length;
    if (foldText(names[index]!).startsWith(prefix)) return index;
  }
  return null;
}
