import type { ComponentProps } from 'react';

export const rowId = (id: number) => `tracklist-entry-${id}`;

/** A part of a table that holds only the rows in sight, for which there are no elements of their own. */
export function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

export function focusTable(): void {
  document.querySelector<HTMLElement>('[data-entry-table]')?.focus();
}
