import { ListChecks } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useCall } from '../../api/query.ts';
import { showLibrary } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { ActionBar } from './action-bar.tsx';
import { focusLane } from './focus-lane.ts';
import { layoutLane } from './lane-layout.ts';
import { LaneList } from './lane-list.tsx';
import { QuestionWork } from './question-work.tsx';
import { acceptAll, showFilter } from './review.actions.ts';
import { registerReviewCommands } from './review.commands.ts';
import { useLane } from './review.store.ts';
import styles from './review-view.module.css';

const filters = ['all', 'tempo', 'key', 'quality', 'mood'] as const;

/** The lane of what analysis is not sure of: one question on screen, answered by keys. */
export function ReviewView() {
  const text = useText();
  const filter = useLane((state) => state.filter);
  const hasCursor = useLane((state) => state.cursor !== null);
  const { data: counts, error } = useCall('review.count');
  const layout = useMemo(() => (counts ? layoutLane(counts, filter) : null), [counts, filter]);
  useEffect(registerReviewCommands, []);

  return (
    <section className={styles.view} aria-label={text('review.title')}>
      <ViewHead
        title={text('review.title')}
        summary={counts && counts.tracks > 0 && text('review.summary', { count: counts.tracks })}
      >
        <Segmented
          label={text('review.filter')}
          value={filter}
          options={filters.map((value) => ({ value, text: text(`review.kind.${value}`) }))}
          onChange={(kind) => {
            showFilter(kind);
            focusLane();
          }}
        />
        <Button size="small" isDisabled={!layout || layout.itemCount === 0} onPress={() => void attempt(acceptAll)}>
          {text('review.acceptAll')}
        </Button>
      </ViewHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {layout && layout.itemCount === 0 && !hasCursor && (
        <EmptyLane isFiltered={filter !== 'all' && counts?.tracks !== 0} />
      )}
      {layout && (layout.itemCount > 0 || hasCursor) && (
        <>
          <div className={styles.lane}>
            <LaneList layout={layout} />
            <QuestionWork />
          </div>
          <ActionBar />
        </>
      )}
    </section>
  );
}

function EmptyLane({ isFiltered }: { isFiltered: boolean }) {
  const text = useText();
  return (
    <EmptyState
      icon={<ListChecks size={20} />}
      text={text(isFiltered ? 'review.emptyKind' : 'review.empty')}
      action={
        isFiltered ? (
          <Button onPress={() => showFilter('all')}>{text('review.showAll')}</Button>
        ) : (
          <Button onPress={showLibrary}>{text('review.goLibrary')}</Button>
        )
      }
    />
  );
}
