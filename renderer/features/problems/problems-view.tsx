import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleX, FolderOpen, ListChecks, RotateCw } from 'lucide-react';
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { Output } from '#shared/contract/index.ts';
import { trackId } from '#shared/contract/library/tracks.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { errorText, isRetryable } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, showToast, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './problems-view.module.css';

type Problem = Output<'problems.list'>['problems'][number];

const pageSize = 200;

async function retry(ids?: Problem['id'][]): Promise<void> {
  const { count } = await call('problems.retry', ids ? { ids } : {});
  showToast({ text: textNow('problems.retried', { count }) });
}

/** Every file that could not be read or analysed, with the reason in words. */
export function ProblemsView() {
  const text = useText();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['problems.list', 'pages'],
    queryFn: ({ pageParam }) => call('problems.list', { limit: pageSize, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: null as Problem['id'] | null,
    getNextPageParam: ({ problems }) => (problems.length < pageSize ? null : problems.at(-1)?.id),
  });
  const total = data?.pages[0]?.total ?? 0;
  const problems = data?.pages.flatMap((page) => page.problems) ?? [];
  const hasRetryable = problems.some(({ code }) => isRetryable(code));

  return (
    <>
      <ViewHead title={text('problems.title')} summary={total > 0 && text('problems.summary', { count: total })}>
        {hasRetryable && (
          <Button size="small" icon={<RotateCw size={14} />} onPress={() => void attempt(() => retry())}>
            {text('problems.retryAll')}
          </Button>
        )}
      </ViewHead>
      {error && (
        <EmptyState
          icon={<CircleX size={20} />}
          text={text('problems.failed', { reason: errorText(text, asAppError(error).code) })}
        />
      )}
      {data && total === 0 && <EmptyState icon={<ListChecks size={20} />} text={text('problems.none')} />}
      {problems.length > 0 && (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 36 }}>
          <GridList aria-label={text('problems.list')} className={styles.list ?? ''} items={problems} data-pane-focus>
            {(problem) => <ProblemItem problem={problem} />}
          </GridList>
        </Virtualizer>
      )}
      {total > 0 && (
        <div className={styles.status}>
          <span>{text('problems.explained')}</span>
          <span className={styles.space} />
          {hasNextPage && (
            <Button kind="link" size="small" onPress={() => void fetchNextPage()}>
              {text('problems.more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function ProblemItem({ problem }: { problem: Problem }) {
  const text = useText();
  const canReveal = useCapabilities()?.canReveal ?? false;
  const { id, fileName: name, folderName, path, code, stage, trackId: track } = problem;
  const folderPath = path.slice(0, Math.max(0, path.length - name.length - 1));
  return (
    <GridListItem id={id} textValue={`${name}, ${errorText(text, code)}`} className={styles.item ?? ''}>
      <CircleX size={16} className={styles.icon} aria-hidden="true" />
      <span className={styles.name}>{name}</span>
      <span className={styles.place}>{folderPath === '' ? folderName : `${folderName}/${folderPath}`}</span>
      <span className={styles.reason}>{errorText(text, code)}</span>
      <span className={styles.stage}>{text(`problems.stage.${stage}`)}</span>
      <span className={styles.when}>{formatDayAndTime(problem.at)}</span>
      <span className={styles.actions}>
        {canReveal && track !== null && (
          <IconButton
            size="small"
            label={text('problems.reveal', { name })}
            onPress={() =>
              void attempt(async () => void (await call('host.revealTrack', { id: trackId.parse(track) })))
            }
          >
            <FolderOpen size={14} />
          </IconButton>
        )}
        {isRetryable(code) && (
          <Button
            size="small"
            aria-label={text('problems.retryOne', { name })}
            onPress={() => void attempt(() => retry([id]))}
          >
            {text('problems.retry')}
          </Button>
        )}
      </span>
    </GridListItem>
  );
}
