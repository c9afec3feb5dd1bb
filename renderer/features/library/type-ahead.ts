import { call } from '../../api/client.ts';
import { useList } from './list.store.ts';
import { focusedIndex, goToRow } from './list-selection.ts';

/** Letters typed within so long of each other are one word. */
const wordPauseMs = 900;

let typed = '';
let typedAt = 0;

/** Whether a space belongs to a word being typed, not to play and pause. */
export function isTypingAhead(now: number): boolean {
  return typed !== '' && now - typedAt < wordPauseMs;
}

/** Goes to the next track whose title begins with what is typed. The same letter again goes on to the next one. */
export async function typeAhead(letter: string, now: number): Promise<void> {
  const isNewWord = !isTypingAhead(now);
  typedAt = now;
  const isRepeated = !isNewWord && typed === letter;
  typed = isNewWord || isRepeated ? letter : typed + letter;
  const prefix = typed;
  const { view } = useList.getState();
  if (view === null) return;
  const start = Math.max(0, (focusedIndex() ?? -1) + (isNewWord || isRepeated ? 1 : 0));
  const index = await findTitle(view, prefix, start);
  if (index !== null && typed === prefix && useList.getState().view === view) goToRow(index, 'only');
}

/** The next row at or after `start`, going round. */
async function findTitle(view: string, prefix: string, start: number): Promise<number | null> {
  const { entries } = useList.getState();
  if (!entries) return call('tracks.viewTypeAhead', { view, prefix, start });
  const found = new Set(await call('playlists.findTitle', { id: entries.playlistId, prefix }));
  const isFound = (entry: (typeof entries.entryIds)[number]) => found.has(entry);
  const after = entries.entryIds.findIndex((entry, index) => index >= start && isFound(entry));
  const index = after === -1 ? entries.entryIds.findIndex(isFound) : after;
  return index === -1 ? null : index;
}
