import { useMemo } from 'react';
import type { LintReport } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import type { LintSeverity } from '#shared/lint-rules.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { findingText } from './lint-words.ts';

/** The worst that is said of one field. */
export type ReleaseMark = { severity: LintSeverity; text: string; span: readonly [number, number] | null };

type ReleaseMarks = {
  /** Whether the lint has answered. */
  isChecked: boolean;
  /** `place` is a track's place from 0, or null for the release; `field` is one of shared/lint-rules.ts. */
  find: (place: number | null, field: string) => ReleaseMark | undefined;
};

/** What the lint says of each field of a release, for underlines and ticks. */
export function useReleaseMarks(releaseId: ReleaseId): ReleaseMarks {
  const text = useText();
  const { data } = useCall('lint.run', { releaseId }, { keepsPrevious: true });
  return useMemo(() => {
    const marks = marksOf(text, data?.findings ?? []);
    return { isChecked: data !== undefined, find: (place, field) => marks.get(`${place ?? 'release'} ${field}`) };
  }, [data, text]);
}

/** Findings come the worst first, so the first of a field counts. */
function marksOf(text: Text, findings: LintReport['findings']): Map<string, ReleaseMark> {
  const marks = new Map<string, ReleaseMark>();
  for (const finding of findings) {
    const { place, severity, span, ignored } = finding;
    const key = `${place.of === 'track' ? place.track : 'release'} ${place.field}`;
    if (ignored === null && !marks.has(key)) marks.set(key, { severity, text: findingText(text, finding), span });
  }
  return marks;
}
