import { Disc3, ListMusic, Package } from 'lucide-react';
import type { PersonCredit, PersonId } from '#shared/contract/people.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { EmptyState } from '../../ui/index.ts';
import styles from './person-details.module.css';

const icons = { song: ListMusic, pack: Package, release: Disc3 };
const views = { song: 'studio', pack: 'packs', release: 'releases' } as const;

/** Songs, packs and releases somebody takes part in. */
export function PersonCredits({ id }: { id: PersonId }) {
  const text = useText();
  const { data, error } = useCall('people.credits', { id });
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (data?.total === 0) return <EmptyState icon={<ListMusic size={20} />} text={text('people.noCredits')} />;
  return (
    <ul className={styles.list} aria-label={text('people.detailTab.credits')}>
      {data?.credits.map((credit) => (
        <li key={`${credit.type} ${credit.id}`}>
          <button type="button" className={styles.line} onClick={() => showView(views[credit.type], credit.id)}>
            <CreditIcon type={credit.type} />
            <span className={styles.lineText}>{credit.title}</span>
            <span className={styles.lineNote}>{credit.as.map((each) => creditName(text, each)).join(', ')}</span>
            <span className={styles.figure}>
              {credit.share === null ? '' : text('people.share', { share: credit.share / 10_000 })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function CreditIcon({ type }: { type: PersonCredit['type'] }) {
  const text = useText();
  const Icon = icons[type];
  return <Icon size={16} role="img" aria-label={text(`people.creditType.${type}`)} />;
}

/** What somebody typed stays as it is. */
function creditName(text: Text, as: string): string {
  return as === 'owner' || as === 'assignee' || as === 'view' || as === 'edit' ? text(`people.credit.${as}`) : as;
}
