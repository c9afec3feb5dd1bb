import { createContext, useContext } from 'react';

/** What the lint says of a field or a cell: how bad, in words, and where in its text. */
export type Mark = {
  severity: 'error' | 'warning' | 'note';
  text: string;
  span: readonly [number, number] | null;
};

/** `place` is null for the release itself; `field` as in shared/lint-rules.ts. */
export type FindMark = (place: number | null, field: string) => Mark | undefined;

/** Nothing is marked where nobody looks. */
export const MarksContext = createContext<{ isChecked: boolean; find: FindMark }>({
  isChecked: false,
  find: () => undefined,
});

export function useMarks(): { isChecked: boolean; find: FindMark } {
  return useContext(MarksContext);
}
