import { useInfiniteQuery } from '@tanstack/react-query';
import { Compass, Music, Package } from 'lucide-react';
import { Button as RacButton } from 'react-aria-components';
import type { Suggestion } from '#shared/contract/home.ts';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { describeOperation } from '../undo/index.ts';
import { formatShortDay } from './format-day.ts';
import styles from './home.module.css';
import { reasonText } from './reason-text.ts';

/** What to do next, what is near, and what was done. */
export function OverviewView() {
  const text = useText();
  const { data: suggestions, error } = useCall('home.suggestions', {});
  return (
    <>
      <AreaHead area="studio" />
      {error && <EmptyState text={errorText(text, error.code)} />}
      <div className={styles.page} data-pane-focus tabIndex={-1}>
        <section className={styles.wide} aria-label={text('home.next')}>
          <h2>{text('home.next')}</h2>
          {suggestions?.length === 0 && <EmptyState icon={<Compass size={20} />} text={text('home.nothingNext')} />}
          <ul className={styles.cards}>
            {suggestions?.map((suggestion) => (
              <li key={`${suggestion.kind}-${suggestion.id}`}>
                <SuggestionCard suggestion={suggestion} />
              </li>
            ))}
          </ul>
        </section>
        <Standing />
        <Feed />
      </div>
    </>
  );
}

function SuggestionCard({ suggestion }: { suggestion: Suggestion }) {
  const text = useText();
  const { kind, id, title, artist, reasons, left } = suggestion;
  return (
    <RacButton className={styles.card ?? ''} onPress={() => showView(kind === 'song' ? 'studio' : 'packs', id)}>
      <span className={styles.cardHead}>
        {kind === 'song' ? <Music size={14} aria-hidden="true" /> : <Package size={14} aria-hidden="true" />}
        <span className={styles.cardTitle}>{title}</span>
      </span>
      <span className={styles.quiet}>{artist}</span>
      <span className={styles.reasons}>
        {reasons.map((reason) => (
          <span key={reason.kind} className={styles.reason} data-kind={reason.kind}>
            {reasonText(text, reason, formatShortDay)}
          </span>
        ))}
      </span>
      {left.length > 0 && <span className={styles.left}>{text('home.left', { steps: joinNames(text, left) })}</span>}
    </RacButton>
  );
}

function joinNames(text: Text, names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : text('home.and', { names: names.slice(0, -1).join(', '), last });
}

/** The streak and the points, where the workspace has achievements on. */
function Standing() {
  const text = useText();
  const { data } = useCall('achievements.list', {});
  if (!data?.isOn) return null;
  const newest = data.items
    .filter(({ at }) => at !== null)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .slice(0, 3);
  return (
    <section aria-label={text('home.standing')}>
      <h2>{text('home.standing')}</h2>
      <p className={styles.figure}>{text('home.streakDays', { count: data.streak.current })}</p>
      <p className={styles.quiet}>{text('home.pointsShort', { points: data.points })}</p>
      <ul className={styles.plain}>
        {newest.map(({ code }) => (
          <li key={code}>{text(`home.achievement.${code as 'letters.26'}`)}</li>
        ))}
      </ul>
      <Button kind="link" size="small" onPress={() => showView('achievements')}>
        {text('home.allAchievements')}
      </Button>
    </section>
  );
}

type FeedItem = Output<'home.feed'>[number];
const pageSize = 30;

/** What was done by whom: the one history, read as news. */
function Feed() {
  const text = useText();
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['home.feed', 'pages'],
    queryFn: ({ pageParam }) => call('home.feed', { count: pageSize, ...(pageParam ? { before: pageParam } : {}) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.id),
  });
  const items = data?.pages.flat() ?? [];
  return (
    <section className={styles.feed} aria-label={text('home.feed')}>
      <h2>{text('home.feed')}</h2>
      {data && items.length === 0 && <p className={styles.quiet}>{text('history.empty')}</p>}
      <ol className={styles.plain}>
        {items.map((item) => (
          <FeedRow key={item.id} item={item} />
        ))}
      </ol>
      {hasNextPage && (
        <Button kind="link" size="small" onPress={() => void fetchNextPage()}>
          {text('history.more')}
        </Button>
      )}
    </section>
  );
}

function FeedRow({ item }: { item: FeedItem }) {
  const text = useText();
  const what = describeOperation(text, item);
  const did = item.isUndo ? text('home.tookBack', { what }) : what;
  return (
    <li className={styles.feedRow} data-undone={item.undoneBy !== null}>
      <span>{item.personName === '' ? did : text('home.didBy', { person: item.personName, what: did })}</span>
      <time className={styles.quiet} dateTime={new Date(item.at).toISOString()}>
        {formatDayAndTime(item.at)}
      </time>
    </li>
  );
}
