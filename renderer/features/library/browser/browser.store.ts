import { create } from 'zustand';
import type { FacetField } from '#shared/contract/library/tracks.ts';

/** The field of each pane, left to right. */
export const useBrowser = create<{ fields: readonly FacetField[] }>(() => ({ fields: ['genre', 'artist', 'album'] }));

/** Gives a pane another field; the pane that had it takes this one's. */
export function setPaneField(pane: number, field: FacetField): void {
  useBrowser.setState(({ fields }) => ({
    fields: fields.map((present, index) => {
      if (index === pane) return field;
      return present === field ? (fields[pane] ?? present) : present;
    }),
  }));
}
