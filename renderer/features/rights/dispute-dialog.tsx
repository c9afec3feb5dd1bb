import { useState } from 'react';
import {
  type AssetRef,
  type DisputeFields,
  disputeStates,
  type RightsClaim,
  type RightsDispute,
} from '#shared/contract/rights.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { localDay } from '../approvals/index.ts';
import { DocumentsField } from './documents-field.tsx';
import { editDispute, openDispute } from './rights.actions.ts';
import styles from './rights.module.css';
import { closeRightsDialog } from './rights.store.ts';

type DisputeDialogProps = { asset: AssetRef; claim: RightsClaim | null; dispute: RightsDispute | null };

/** Who says otherwise, what for, and what came of it. */
export function DisputeDialog({ asset, claim, dispute }: DisputeDialogProps) {
  const text = useText();
  const [form, setForm] = useState((): DisputeFields => {
    if (!dispute) {
      return { state: 'open', opponent: '', reason: '', resolution: '', openedOn: localDay(), documents: [] };
    }
    const { state, opponent, reason, resolution, openedOn, documents } = dispute;
    return { state, opponent, reason, resolution, openedOn, documents };
  });
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<DisputeFields>) => {
    setFailure(null);
    setForm({ ...form, ...patch });
  };
  const save = async () => {
    const { state: _, ...opened } = form;
    try {
      await (dispute ? editDispute(dispute, form) : openDispute(asset, claim?.id ?? null, opened));
      closeRightsDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text(dispute ? 'rights.editDispute' : 'rights.openDispute')}
      isOpen
      onClose={closeRightsDialog}
      footer={
        <>
          <Button onPress={closeRightsDialog}>{text('rights.cancel')}</Button>
          <Button kind="primary" type="submit" form="dispute">
            {text('rights.save')}
          </Button>
        </>
      }
    >
      <form
        id="dispute"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.pair}>
          <Field
            label={text('rights.opponent')}
            value={form.opponent}
            onChange={(opponent) => change({ opponent })}
            maxLength={500}
            autoFocus
          />
          <Field
            label={text('rights.openedOn')}
            type="date"
            isRequired
            value={form.openedOn}
            onChange={(openedOn) => change({ openedOn })}
          />
        </div>
        <TextArea label={text('rights.reason')} value={form.reason} onChange={(reason) => change({ reason })} />
        {dispute && (
          <>
            <Select
              label={text('rights.disputeState')}
              value={form.state}
              options={disputeStates.map((value) => ({ value, text: text(`rights.dispute.${value}`) }))}
              onChange={(state) => change({ state })}
            />
            <TextArea
              label={text('rights.resolution')}
              rows={2}
              value={form.resolution}
              onChange={(resolution) => change({ resolution })}
            />
          </>
        )}
        <DocumentsField documents={form.documents} onChange={(documents) => change({ documents })} />
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
