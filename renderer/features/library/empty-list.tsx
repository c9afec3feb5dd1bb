import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { call } from '../../api/client.ts';
import { setQueryText } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useRichText, useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import styles from './empty-list.module.css';
import { openList, useList } from './list.store.ts';
import { queriesWithoutOne, strongestTerm, type TermEffect } from './strongest-term.ts';

/** Stands in for the rows where there are none: names the term that left out the most, or what failed. */
export function EmptyList() {
  const text = useText();
  const richText = useRichText();
  const { text: query, source, sort, failure } = useList();
  const blamed = useStrongestTerm(query);
  if (failure) {
    return (
      <EmptyState
        text={errorText(text, failure.code)}
        action={<Button onPress={() => void openList(source, sort)}>{text('library.tryAgain')}</Button>}
      />
    );
  }
  if (query === '') return <EmptyState text={text('library.empty')} />;
  const blame = blamed && (
    <>
      {'. '}
      {richText('library.leavesOut', {
        term: blamed.term,
        count: blamed.count,
        code: (parts) => <code className={styles.term}>{parts}</code>,
      })}
    </>
  );
  return (
    <EmptyState
      icon={<SearchX size={24} />}
      text={
        <>
          {text('library.nothingMatches')}
          {blame}
        </>
      }
      action={
        <Button onPress={() => setQueryText(blamed ? blamed.rest : '')}>
          {text(blamed ? 'library.removeTerm' : 'library.clearSearch')}
        </Button>
      }
    />
  );
}

/** More terms than this are not asked one by one. */
const mostTerms = 6;

function useStrongestTerm(query: string): TermEffect | null {
  const others = queriesWithoutOne(query);
  const isCheap = others.length > 1 && others.length <= mostTerms;
  const { data } = useQuery({
    queryKey: ['strongest-term', query],
    queryFn: () => measureTerms(others),
    enabled: isCheap,
    gcTime: 0,
  });
  return data ?? null;
}

async function measureTerms(others: readonly { term: string; rest: string }[]): Promise<TermEffect | null> {
  const effects: TermEffect[] = [];
  for (const other of others) {
    const { total } = await call('tracks.openView', { slot: 'library-terms', text: other.rest, sort: [] });
    effects.push({ ...other, count: total });
  }
  return strongestTerm(effects);
}
