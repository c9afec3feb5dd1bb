import { createContext, useContext } from 'react';
import { trackLintFields } from '#shared/lint-rules.ts';

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

const severities = ['error', 'warning', 'note'] as const;

/** The worst that is said of a track. */
export function markOfTrack(find: FindMark, place: number): Mark | undefined {
  const marks = trackLintFields.flatMap((field) => find(place, field) ?? []);
  return severities.flatMap((severity) => marks.filter((mark) => mark.severity === severity))[0];
}

export function useMarks(): { isChecked: boolean; find: FindMark } {
  return useContext(MarksContext);
}
