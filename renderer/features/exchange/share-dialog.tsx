import { useState } from 'react';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { shareSongs } from './exchange.actions.ts';
import styles from './exchange.module.css';
import { closeExchange } from './exchange.store.ts';
import { IdentityNote } from './identity-note.tsx';

/** Songs for a collaborator, or progress back to whom they belong. */
export function ShareDialog({ songIds }: { songIds: readonly SongId[] }) {
  const text = useText();
  const [message, setMessage] = useState('');
  const [withComments, setWithComments] = useState(true);
  const [withAudio, setWithAudio] = useState(false);
  const share = () => shareSongs({ songIds: [...songIds], message, withComments, withAudio });
  return (
    <Dialog
      title={text('exchange.shareTitle', { count: songIds.length })}
      isOpen
      onClose={closeExchange}
      footer={
        <>
          <Button onPress={closeExchange}>{text('exchange.close')}</Button>
          <Button kind="primary" onPress={() => void attempt(share)}>
            {text('exchange.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.about}>{text('exchange.shareAbout')}</p>
        <TextArea label={text('exchange.message')} rows={3} value={message} onChange={setMessage} maxLength={5000} />
        <Checkbox isSelected={withComments} onChange={setWithComments}>
          {text('exchange.withComments')}
        </Checkbox>
        <Checkbox isSelected={withAudio} onChange={setWithAudio}>
          {text('exchange.withAudio')}
        </Checkbox>
        <IdentityNote />
      </div>
    </Dialog>
  );
}
