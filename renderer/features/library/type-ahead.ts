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
  const start = (focusedIndex() ?? -1) + (isNewWord || isRepeated ? 1 : 0);
  const index = await call('tracks.viewTypeAhead', { view, prefix, start: Math.max(0, start) });
  if (index !== null && typed === prefix && useList.getState().view === view) goToRow(index, 'only');
}
