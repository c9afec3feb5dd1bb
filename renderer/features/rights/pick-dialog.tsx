import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { assetKey } from './asset-list.tsx';
import styles from './rights.module.css';
import { closeRightsDialog, openRightsDialog, showRightsOf } from './rights.store.ts';

/** What the rights are about: a recording, a work or a release. */
export function PickDialog() {
  const text = useText();
  const [typed, setTyped] = useState('');
  const { data: found = [] } = useCall('rights.findAssets', { text: typed }, { keepsPrevious: true });
  const choose = (key: string) => {
    const asset = found.find((each) => assetKey(each) === key);
    if (!asset) return;
    const { kind, id } = asset;
    showRightsOf({ kind, id });
    openRightsDialog({ kind: 'claim', asset: { kind, id }, claim: null });
  };
  return (
    <Dialog
      title={text('rights.pick')}
      isOpen
      onClose={closeRightsDialog}
      footer={<Button onPress={closeRightsDialog}>{text('rights.cancel')}</Button>}
    >
      <div className={styles.form}>
        <Field label={text('rights.find')} value={typed} onChange={setTyped} maxLength={200} autoFocus />
        <ListBox
          aria-label={text('rights.found')}
          className={styles.found ?? ''}
          items={found}
          onAction={(key) => choose(String(key))}
          renderEmptyState={() => <span className={styles.quiet}>{text('rights.nothingFound')}</span>}
        >
          {(asset) => (
            <ListBoxItem id={assetKey(asset)} textValue={asset.title} className={styles.foundItem ?? ''}>
              <span className={styles.foundTitle}>{asset.title}</span>
              <span className={styles.quiet}>
                {[text(`rights.asset.${asset.kind}`), asset.artist, asset.code]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Dialog>
  );
}
