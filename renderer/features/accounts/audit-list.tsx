import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './accounts.module.css';

const pageSize = 50;

/** Who came in, who was refused, and what changed about accounts and keys. */
export function AuditList() {
  const text = useText();
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['accounts.audit', 'pages'],
    queryFn: ({ pageParam }) =>
      call('accounts.audit', { count: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.id),
  });
  const entries = data?.pages.flat() ?? [];
  if (entries.length === 0) return null;
  return (
    <section aria-label={text('accounts.audit')}>
      <h2 className={styles.heading}>{text('accounts.audit')}</h2>
      <ul className={styles.list}>
        {entries.map(({ id, at, personName, kind, detail }) => (
          <li key={id} className={styles.item}>
            <span className={styles.quiet}>{formatDayAndTime(at)}</span>
            <span>{text(`accounts.did.${kind}`, { person: personName })}</span>
            <span className={styles.quiet}>{Object.values(detail).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button kind="link" size="small" onPress={() => void fetchNextPage()}>
          {text('history.more')}
        </Button>
      )}
    </section>
  );
}
