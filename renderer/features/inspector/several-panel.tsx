import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { formatBytes, formatTotalTime, StarRating, selectedIds, useSelectionSummary } from '../tracks/index.ts';
import { rateAndTell } from './rate-and-tell.ts';
import { type Fact, Facts, Section } from './section.tsx';
import { SeveralAnalysis } from './several-analysis.tsx';

const fields = [
  'artist',
  'album',
  'albumArtist',
  'label',
  'year',
  'composer',
  'remixer',
  'grouping',
  'comment',
] as const;

/** What the selected tracks share, and where they differ. */
export function SeveralPanel() {
  const text = useText();
  const { keyNotation } = useSettings();
  const summary = useSelectionSummary();
  if (!summary) return null;
  const rating = summary.shared.rating;
  const various: Omit<Fact, 'name'> = { value: text('inspector.various'), isNote: true };
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
      <Section title={text('inspector.tab.tags')}>
        <Facts
          facts={fields.map((field) => {
            const value = summary.shared[field];
            return { name: text(`inspector.tag.${field}`), ...(value === null ? various : { value: value ?? '' }) };
          })}
        />
      </Section>
    </>
  );
}
