import { useState } from 'react';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import { removePack } from './packs.actions.ts';

type RemoveDialogProps = { id: PackId; name: string; count: number; onClose: () => void };

/** A pack that holds songs goes when they have another place; an empty one goes at once. */
export function RemoveDialog({ id, name, count, onClose }: RemoveDialogProps) {
  const text = useText();
  const { data: packs = [] } = useCall('packs.list');
  const [target, setTarget] = useState('');
  const { error, submit } = useSubmit(onClose);
  const others = packs.filter((pack) => pack.id !== id && pack.mayEdit);
  const chosen = others.find((pack) => String(pack.id) === target);
  return (
    <Dialog
      title={text(count === 0 ? 'packs.removeTitle' : 'packs.removeHolds', { name, count })}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button
            kind="primary"
            onPress={() => void submit(() => removePack(id, name, count === 0 ? undefined : (chosen?.id ?? null)))}
          >
            {text(count === 0 ? 'packs.removeDo' : 'packs.removeAndMove', { count })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {count === 0 ? (
          <p>{text('packs.removeEmpty')}</p>
        ) : (
          <Select
            label={text('packs.moveSongs', { count })}
            value={target}
            options={[
              { value: '', text: text('packs.noPack') },
              ...others.map((pack) => ({ value: String(pack.id), text: pack.name })),
            ]}
            onChange={setTarget}
          />
        )}
        {error && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
