import type { KeyboardEvent } from 'react';
import { isCueKey } from '../player/index.ts';
import { useList } from './list.store.ts';
import { focusedIndex, goToRow, type Move, selectAll } from './list-selection.ts';
import { isTypingAhead, typeAhead } from './type-ahead.ts';

/** What the keys of a list need to know of its layout. */
export type ListShape = { pageRows: number; openMenu: () => void };

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Keys that move in the list and select. Answers whether the key was one of them. */
export function handleTableKey(event: Keys, { pageRows, openMenu }: ListShape, now: number): boolean {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    openMenu();
    return true;
  }
  if (isMod && event.key.toLowerCase() === 'a' && !event.shiftKey) {
    selectAll();
    return true;
  }
  const target = event.altKey ? null : targetRow(event.key, focusedIndex(), useList.getState().total, pageRows);
  if (target !== null) {
    goToRow(target, moveOf(event.shiftKey, isMod));
    return true;
  }
  if (isMod && event.key === ' ') {
    const focused = focusedIndex();
    if (focused !== null) goToRow(focused, 'toggle');
    return true;
  }
  const isWord = event.key.length === 1 && !isMod && !event.altKey && (event.key !== ' ' || isTypingAhead(now));
  // A slash goes to the search field from anywhere.
  if (!isWord || event.key === '/' || isCueKey(event)) return false;
  void typeAhead(event.key, now);
  return true;
}

/** The row a key leads to; null for other keys. */
export function targetRow(key: string, focused: number | null, total: number, pageRows: number): number | null {
  const last = total - 1;
  const page = Math.max(1, pageRows - 1);
  switch (key) {
    case 'ArrowDown':
      return focused === null ? 0 : Math.min(last, focused + 1);
    case 'ArrowUp':
      return focused === null ? last : Math.max(0, focused - 1);
    case 'PageDown':
      return Math.min(last, (focused ?? 0) + page);
    case 'PageUp':
      return Math.max(0, (focused ?? 0) - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** How the held keys change the selection on the way to a row. */
export function moveOf(isShift: boolean, isMod: boolean): Move {
  if (isShift) return isMod ? 'addedRange' : 'range';
  return isMod ? 'focus' : 'only';
}
