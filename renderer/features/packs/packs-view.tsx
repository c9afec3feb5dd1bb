import { Dices, FileText, Package, Plus } from 'lucide-react';
import type { Pack } from '#shared/contract/packs.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { PackCard } from './pack-card.tsx';
import { PackDetails } from './pack-details.tsx';
import styles from './packs.module.css';
import { openPackDialog } from './packs.store.ts';

/** All packs, or the one that is open. */
export function PacksView() {
  const item = useView((state) => state.item);
  return item === null ? <AllPacks /> : <PackDetails key={item} id={item as PackId} />;
}

function AllPacks() {
  const text = useText();
  const { data: packs } = useCall('packs.list');
  const { data: near = [] } = useCall('packs.nearDone');
  const open = packs?.filter(({ status }) => status !== 'released') ?? [];
  const released = packs?.filter(({ status }) => status === 'released') ?? [];
  const create = () => openPackDialog({ kind: 'new' });
  const canPick = open.some(({ status }) => status === 'planned');
  return (
    <>
      <AreaHead
        area="studio"
        summary={
          packs && packs.length > 0 ? text('packs.count', { open: open.length, released: released.length }) : null
        }
      >
        {canPick && (
          <IconButton label={text('packs.pick')} onPress={() => openPackDialog({ kind: 'pick' })}>
            <Dices size={16} />
          </IconButton>
        )}
        {released.length > 0 && (
          <IconButton
            label={text('packs.page.all')}
            onPress={() => openPackDialog({ kind: 'page', scope: { type: 'all' }, name: text('packs.page.allName') })}
          >
            <FileText size={16} />
          </IconButton>
        )}
        {packs && packs.length > 0 && (
          <Button kind="primary" icon={<Plus size={16} />} keys="Mod+N" onPress={create}>
            {text('packs.new')}
          </Button>
        )}
      </AreaHead>
      {packs?.length === 0 && (
        <EmptyState
          icon={<Package size={24} />}
          text={text('packs.empty')}
          action={<Button onPress={create}>{text('packs.new')}</Button>}
        />
      )}
      {packs && packs.length > 0 && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <Cards title={text('packs.near')} packs={near} />
          <Cards title={text('packs.open')} packs={open} />
          <Cards title={text('packs.releasedTitle')} packs={released} />
        </div>
      )}
    </>
  );
}

function Cards({ title, packs }: { title: string; packs: readonly Pack[] }) {
  if (packs.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.cards}>
        {packs.map((pack) => (
          <li key={pack.id}>
            <PackCard pack={pack} />
          </li>
        ))}
      </ul>
    </section>
  );
}
