import { ListBox, ListBoxItem } from 'react-aria-components';
import type { AssetRef, RightsAsset } from '#shared/contract/rights.ts';
import { useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';
import styles from './rights.module.css';
import { showRightsOf } from './rights.store.ts';
import { coverageText } from './rights-words.ts';

export function assetKey({ kind, id }: AssetRef): string {
  return `${kind}-${id}`;
}

type AssetListProps = { assets: readonly RightsAsset[]; selected: AssetRef | null };

/** What anything is claimed of, with what is not in order. */
export function AssetList({ assets, selected }: AssetListProps) {
  const text = useText();
  return (
    <ListBox
      aria-label={text('rights.assets')}
      className={styles.assets ?? ''}
      items={assets}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected ? [assetKey(selected)] : []}
      data-pane-focus
      onSelectionChange={(keys) => {
        const asset = assets.find((each) => keys === 'all' || keys.has(assetKey(each)));
        if (asset) showRightsOf({ kind: asset.kind, id: asset.id });
      }}
    >
      {(asset) => (
        <ListBoxItem id={assetKey(asset)} textValue={asset.title} className={styles.asset ?? ''}>
          <span className={styles.assetTitle}>{asset.title}</span>
          <span className={styles.quiet}>
            {[text(`rights.asset.${asset.kind}`), asset.artist].filter((part) => part !== '').join(' · ')}
          </span>
          <span className={styles.coverage}>
            {asset.rights.map((right) => `${text(`rights.type.${right.type}`)} ${coverageText(right)}`).join(' · ')}
          </span>
          <Flags asset={asset} />
        </ListBoxItem>
      )}
    </ListBox>
  );
}

const tones = {
  contested: 'error',
  disputed: 'error',
  gap: 'plain',
  unverified: 'plain',
  disagrees: 'warn',
  licences: 'accent',
} as const;

export function Flags({ asset }: { asset: RightsAsset }) {
  const text = useText();
  if (asset.flags.length === 0) return null;
  return (
    <span className={styles.flags}>
      {asset.flags.map((flag) => (
        <Tag key={flag} tone={tones[flag]}>
          {text(`rights.flag.${flag}`, { count: asset.licences })}
        </Tag>
      ))}
    </span>
  );
}
