import { FileText, Paperclip, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import type { AttachedDocument } from '#shared/contract/rights.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { ReceiptLink } from '../approvals/index.ts';
import { attempt } from '../commands/index.ts';
import { takeDocuments } from './rights.actions.ts';
import styles from './rights.module.css';

type DocumentsFieldProps = {
  documents: readonly AttachedDocument[];
  onChange: (documents: AttachedDocument[]) => void;
};

/** Contracts and letters that something stands on; PDF or pictures. */
export function DocumentsField({ documents, onChange }: DocumentsFieldProps) {
  const text = useText();
  const take = (files: FileList | null) => {
    void attempt(async () => {
      const taken = await takeDocuments(files);
      const known = new Set(documents.map(({ hash }) => hash));
      onChange([...documents, ...taken.filter(({ hash }) => !known.has(hash))]);
    });
  };
  return (
    <fieldset className={styles.documents} aria-label={text('rights.documents')}>
      {documents.map(({ hash, name }) => (
        <span key={hash} className={styles.document}>
          <DocumentLink hash={hash} name={name} />
          <IconButton
            size="small"
            label={text('rights.removeDocument', { name })}
            onPress={() => onChange(documents.filter((each) => each.hash !== hash))}
          >
            <X size={14} />
          </IconButton>
        </span>
      ))}
      <FileTrigger acceptedFileTypes={['application/pdf', 'image/*']} allowsMultiple onSelect={take}>
        <Button size="small" icon={<Paperclip size={14} />}>
          {text('rights.attach')}
        </Button>
      </FileTrigger>
    </fieldset>
  );
}

export function DocumentLink({ hash, name }: AttachedDocument) {
  return (
    <ReceiptLink className={styles.documentLink} hash={hash} name={name}>
      <FileText size={14} aria-hidden="true" />
      {name || hash.slice(0, 8)}
    </ReceiptLink>
  );
}
