import { useEffect } from 'react';
import { findPlace, knownItem } from './lane-data.ts';
import type { LaneLayout } from './lane-layout.ts';
import { goToIndex } from './review.actions.ts';
import { isSamePlace, showPlace, useLane } from './review.store.ts';

/**
 * Keeps the question on screen one that waits: the first one at the start, its new place when the lane has changed, and
 * what took its place when it was answered elsewhere.
 */
export function useSettledCursor(layout: LaneLayout, isLoaded: boolean, updatedAt: number): void {
  const filter = useLane((state) => state.filter);
  const cursor = useLane((state) => state.cursor);
  const isAnswered = useLane((state) => state.isAnswered);
  const isSending = useLane((state) => state.isSending);
  useEffect(() => {
    // Runs again with each answer of the core, which `updatedAt` stands for.
    if (!isLoaded || isSending || updatedAt === 0) return;
    if (layout.itemCount === 0) {
      if (cursor && !isAnswered && cursor.index !== null) showPlace(null);
      return;
    }
    if (!cursor) {
      void goToIndex(0);
      return;
    }
    const item = cursor.index === null ? undefined : knownItem(filter, cursor.index);
    if (item && isSamePlace({ id: item.id, kind: item.question.kind }, cursor)) return;
    const index = findPlace(filter, cursor, cursor.index ?? 0);
    if (index !== null) useLane.setState({ cursor: { ...cursor, index } });
    else if (!isAnswered && cursor.index !== null && (item || cursor.index >= layout.itemCount)) {
      void goToIndex(Math.min(cursor.index, layout.itemCount - 1));
    }
  }, [layout, filter, cursor, isAnswered, isSending, isLoaded, updatedAt]);
}
