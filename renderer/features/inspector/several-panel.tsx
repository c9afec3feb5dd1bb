import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { SelectionTagEditor } from '../tags/index.ts';
import { formatBytes, formatTotalTime, StarRating, selectedIds, useSelectionSummary } from '../tracks/index.ts';
import { rateAndTell } from './rate-and-tell.ts';
import { Facts, Section } from './section.tsx';
import { SeveralAnalysis } from './several-analysis.tsx';

/** What the selected tracks share, and where they differ. */
export function SeveralPanel() {
  const text = useText();
  const { keyNotation } = useSettings();
  const summary = useSelectionSummary();
  if (!summary) return null;
  const rating = summary.shared.rating;
  return (
    <>
      <Section>
        <Facts
          facts={[
            { name: text('library.column.length'), value: formatTotalTime(summary.durationMs) },
            { name: text('inspector.file.size'), value: formatBytes(summary.sizeBytes) },
          ]}
        />
        <StarRating
          rating={typeof rating === 'number' ? rating : 0}
          onRate={(chosen) => void selectedIds().then((ids) => rateAndTell(ids, chosen))}
        />
      </Section>
      <SeveralAnalysis summary={summary} notation={keyNotation} />
      <SelectionTagEditor />
    </>
  );
}
