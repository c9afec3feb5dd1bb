import { useMemo } from 'react';
import type { ColumnId } from '#shared/contract/settings.ts';
import { countSelected, useSelection } from '../tracks/index.ts';
import { editCell } from './cell-editing.store.ts';
import { focusedIndex } from './list-selection.ts';

/** Longer than a double click takes. */
const afterMs = 400;

/** A second click on a cell of the row that alone is selected opens its editor, once it is clear that it was no double. */
export function useSecondClick() {
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isSecond = false;
    const cancel = () => {
      clearTimeout(timer);
      isSecond = false;
    };
    return {
      cancel,
      press(index: number, hasModifier: boolean) {
        cancel();
        const hasFocus = document.activeElement?.hasAttribute('data-track-table') ?? false;
        isSecond = hasFocus && !hasModifier && focusedIndex() === index && countSelected(useSelection.getState()) === 1;
      },
      release(target: EventTarget, index: number) {
        const cell = target instanceof Element ? target.closest('[data-cell]') : null;
        const column = cell?.getAttribute('data-cell') as ColumnId | null | undefined;
        if (isSecond && column) timer = setTimeout(() => void editCell(index, column), afterMs);
      },
    };
  }, []);
}
