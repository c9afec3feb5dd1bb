import { FileText, Paperclip, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { mediaUrl } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { ReceiptLink } from '../approvals/index.ts';
import { attempt } from '../commands/index.ts';
import { takeReceipt } from './expenses.actions.ts';
import styles from './expenses.module.css';
import type { Receipt } from './expenses.store.ts';

type ReceiptWellProps = { receipt: Receipt | null; onChange?: ((receipt: Receipt | null) => void) | undefined };

/** The receipt of an expense: dropped, pasted or chosen; shown, and opened in full. */
export function ReceiptWell({ receipt, onChange }: ReceiptWellProps) {
  const text = useText();
  const [isOver, setOver] = useState(false);
  const take = (files: Iterable<File> | null) => {
    void attempt(async () => {
      const taken = await takeReceipt(files);
      if (taken) onChange?.(taken);
    });
  };
  const onDrag = (event: DragEvent) => {
    if (!onChange || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <fieldset
      className={styles.well}
      aria-label={text('expenses.receipt')}
      data-over={isOver || undefined}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!onChange) return;
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length > 0) take(event.clipboardData.files);
      }}
    >
      {receipt ? <Shown receipt={receipt} /> : <span className={styles.hint}>{text('expenses.receiptHint')}</span>}
      {onChange && (
        <span className={styles.wellActions}>
          <FileTrigger acceptedFileTypes={['application/pdf', 'image/*']} onSelect={take}>
            <Button size="small" icon={<Paperclip size={14} />}>
              {text('expenses.chooseReceipt')}
            </Button>
          </FileTrigger>
          {receipt && (
            <IconButton size="small" label={text('expenses.removeReceipt')} onPress={() => onChange(null)}>
              <X size={14} />
            </IconButton>
          )}
        </span>
      )}
    </fieldset>
  );
}

/** A picture as such, a PDF by its name. */
function Shown({ receipt }: { receipt: Receipt }) {
  const text = useText();
  const [isPicture, setPicture] = useState(true);
  const address = mediaUrl(`/receipt/${receipt.hash}`);
  const name = receipt.name || text('expenses.receipt');
  const isShown = isPicture && !/\.pdf$/i.test(receipt.name);
  return (
    <ReceiptLink className={styles.receipt} hash={receipt.hash} name={name}>
      {isShown ? (
        <img className={styles.preview} src={address} alt="" onError={() => setPicture(false)} />
      ) : (
        <FileText size={20} aria-hidden="true" />
      )}
      <span className={styles.receiptName}>{text('expenses.openReceipt', { name })}</span>
    </ReceiptLink>
  );
}
