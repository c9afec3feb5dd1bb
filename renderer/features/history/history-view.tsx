import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleX, History, X } from 'lucide-react';
import { useEffect } from 'react';
import { type Operation, type OperationId, operationKinds } from '#shared/contract/operation.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Select, ViewHead } from '../../ui/index.ts';
import { formatBytes, formatDay, isSameDay } from '../tracks/index.ts';
import { spans, startOf, useHistoryFilter } from './history.store.ts';
import styles from './history-view.module.css';
import { OperationItem } from './operation-item.tsx';

const pageSize = 100;

/** Everything that was done and can be undone: by kind, by day, of one track. */
export function HistoryView() {
  const text = useText();
  const { kind, span, track } = useHistoryFilter();
  const from = startOf(span, Date.now());
  const filter = {
    ...(kind === 'all' ? {} : { kind }),
    ...(from === undefined ? {} : { from }),
    ...(track ? { trackId: track.id } : {}),
  };
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['history.operations', filter],
    queryFn: ({ pageParam }) =>
      call('history.operations', { ...filter, count: pageSize, ...(pageParam ? { before: pageParam } : {}) }),
    initialPageParam: null as OperationId | null,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.id),
  });
  const operations = data?.pages.flat() ?? [];
  const isFiltered = kind !== 'all' || span !== 'any' || track !== null;
  // A filter of one track is for one visit.
  useEffect(() => () => useHistoryFilter.setState({ track: null }), []);

  return (
    <>
      <ViewHead title={text('history.title')}>
        {track && (
          <span className={styles.track}>
            {text('history.ofTrack', { title: track.title })}
            <IconButton
              size="small"
              label={text('history.ofTrackClear')}
              onPress={() => useHistoryFilter.setState({ track: null })}
            >
              <X size={14} />
            </IconButton>
          </span>
        )}
        <Select
          label={text('history.kinds')}
          isLabelHidden
          value={kind}
          options={[
            { value: 'all', text: text('history.allKinds') },
            ...operationKinds.map((value) => ({ value, text: text(`history.kind.${value}`) })),
          ]}
          onChange={(value) => useHistoryFilter.setState({ kind: value })}
        />
        <Select
          label={text('history.day')}
          isLabelHidden
          value={span}
          options={spans.map((value) => ({ value, text: text(`history.span.${value}`) }))}
          onChange={(value) => useHistoryFilter.setState({ span: value })}
        />
      </ViewHead>
      {error && (
        <EmptyState
          icon={<CircleX size={20} />}
          text={text('history.failed', { reason: errorText(text, asAppError(error).code) })}
        />
      )}
      {data && operations.length === 0 && (
        <EmptyState icon={<History size={20} />} text={text(isFiltered ? 'history.noneMatch' : 'history.empty')} />
      )}
      {operations.length > 0 && <OperationList operations={operations} />}
      <HistoryFoot onMore={hasNextPage ? () => void fetchNextPage() : null} />
    </>
  );
}

function OperationList({ operations }: { operations: readonly Operation[] }) {
  const text = useText();
  const now = Date.now();
  return (
    <ol className={styles.list} aria-label={text('history.list')} data-pane-focus>
      {operations.map((operation, index) => {
        const before = operations[index - 1];
        const isNewDay = !before || !isSameDay(before.at, operation.at);
        return (
          <li key={operation.id}>
            {isNewDay && <h2 className={styles.day}>{formatDay(operation.at, now)}</h2>}
            <OperationItem operation={operation} />
          </li>
        );
      })}
    </ol>
  );
}

/** What is kept, and for how long. */
function HistoryFoot({ onMore }: { onMore: (() => void) | null }) {
  const text = useText();
  const { data: space } = useCall('history.space');
  return (
    <div className={styles.foot}>
      {space && (
        <span>
          {text('history.space', {
            size: formatBytes(space.sizeBytes),
            limit: formatBytes(space.limitBytes),
            days: space.keepDays,
          })}
        </span>
      )}
      <span className={styles.space} />
      {onMore && (
        <Button kind="link" size="small" onPress={onMore}>
          {text('history.more')}
        </Button>
      )}
    </div>
  );
}
