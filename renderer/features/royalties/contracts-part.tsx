import { Ellipsis, FileSignature, Plus } from 'lucide-react';
import type { RoyaltyContract } from '#shared/contract/contracts.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { contractWords } from './contract-words.ts';
import { change } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { openRoyalties } from './royalties.store.ts';
import { percentText } from './royalty-text.ts';

/** Who gets what of which music, in plain words. */
export function ContractsPart() {
  const text = useText();
  const { data: contracts } = useCall('contracts.list');
  const { data: groups = [] } = useCall('contracts.groups');
  if (!contracts) return null;
  const actions = (
    <>
      <Button onPress={() => openRoyalties({ kind: 'splits' })}>{text('contracts.importSplits')}</Button>
      <Button onPress={() => openRoyalties({ kind: 'credits' })}>{text('contracts.fromCredits')}</Button>
      {contracts.length > 1 && (
        <Button onPress={() => openRoyalties({ kind: 'group' })}>{text('contracts.newGroup')}</Button>
      )}
      <Button kind="primary" icon={<Plus size={16} />} onPress={() => openRoyalties({ kind: 'contract', id: null })}>
        {text('contracts.newContract')}
      </Button>
    </>
  );
  if (contracts.length === 0) {
    return (
      <EmptyState
        icon={<FileSignature size={24} />}
        text={text('contracts.noContracts')}
        action={<span className={styles.actions}>{actions}</span>}
      />
    );
  }
  return (
    <>
      <div className={styles.bar}>{actions}</div>
      <section className={styles.scroll} aria-label={text('royalties.part.contracts')} tabIndex={-1} data-pane-focus>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['name', 'says', 'side', 'payees', 'group', 'more'] as const).map((column) => (
                <th key={column} scope="col">
                  {text(`contracts.contractColumn.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {contracts.map((contract) => (
              <Row
                key={contract.id}
                contract={contract}
                group={groups.find(({ id }) => id === contract.groupId)?.name ?? ''}
              />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Row({ contract, group }: { contract: RoyaltyContract; group: string }) {
  const text = useText();
  const { id, name, isArchived, payees, payeeNames, groupId } = contract;
  const trigger = (
    <IconButton size="small" label={text('contracts.moreOf', { name })}>
      <Ellipsis size={14} />
    </IconButton>
  );
  const archive = () =>
    change('contracts.didArchive', { name }, () => call('contracts.edit', { id, fields: {}, isArchived: !isArchived }));
  const remove = () => change('royalties.didRemove', { name }, () => call('contracts.remove', { id }));
  const dissolve = () =>
    change('royalties.didRemove', { name: group }, () =>
      call('contracts.removeGroup', { id: groupId as NonNullable<typeof groupId> }),
    );
  return (
    <tr data-quiet={isArchived || undefined}>
      <th scope="row">
        <Button kind="link" onPress={() => openRoyalties({ kind: 'contract', id })}>
          {name}
        </Button>
      </th>
      <td>{contractWords(text, contract, contract.assetNames)}</td>
      <td>{text(`contracts.side.${contract.side}`)}</td>
      <td>{payees.map(({ share }, index) => `${payeeNames[index]} ${percentText(share)}`).join(', ')}</td>
      <td>{group}</td>
      <td>
        <Menu label={text('contracts.moreOf', { name })} trigger={trigger} placement="bottom end">
          <MenuItem text={text('royalties.open')} onAction={() => openRoyalties({ kind: 'contract', id })} />
          <MenuItem
            text={text(isArchived ? 'contracts.unarchive' : 'contracts.archive')}
            onAction={() => void archive()}
          />
          {groupId !== null && <MenuItem text={text('contracts.removeGroup')} onAction={() => void dissolve()} />}
          <MenuItem text={text('royalties.remove')} onAction={() => void remove()} />
        </Menu>
      </td>
    </tr>
  );
}
