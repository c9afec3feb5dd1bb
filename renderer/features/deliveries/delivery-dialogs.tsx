import { type ReactNode, useState } from 'react';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { deliveryErrorNames } from '#shared/delivery/error-categories.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import { OutcomeTable } from './answer-list.tsx';
import { beginDeliveries, buildPackages, handOver, markDeliveries, scheduleDeliveries } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { closeDeliveryDialog, type DeliveryDialog, useDeliveries } from './deliveries.store.ts';
import { FoldersDialog } from './folders-dialog.tsx';
import { StoreDialog } from './store-dialog.tsx';

/** The dialog of deliveries that is open. */
export function DeliveryDialogs() {
  const dialog = useDeliveries((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog.kind === 'mark') return <MarkDialog dialog={dialog} />;
  if (dialog.kind === 'handOver') return <HandOverDialog dialog={dialog} />;
  if (dialog.kind === 'schedule') return <ScheduleDialog dialog={dialog} />;
  if (dialog.kind === 'send') return <SendDialog dialog={dialog} />;
  if (dialog.kind === 'choose') return <ChooseDialog releaseId={dialog.releaseId} />;
  if (dialog.kind === 'outcomes') return <OutcomesDialog file={dialog.file} />;
  return dialog.kind === 'folders' ? <FoldersDialog /> : <StoreDialog storeKey={dialog.key} />;
}

type Of<Kind extends DeliveryDialog['kind']> = Extract<DeliveryDialog, { kind: Kind }>;

type FormDialogProps = {
  title: string;
  action: string;
  isOff?: boolean;
  size?: 'normal' | 'large';
  /** It closes where this ends well, and tells what failed where not. */
  onSave: () => Promise<void>;
  children: ReactNode;
};

export function FormDialog({ title, action, isOff = false, size = 'normal', onSave, children }: FormDialogProps) {
  const text = useText();
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    try {
      await onSave();
      closeDeliveryDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={title}
      isOpen
      size={size}
      onClose={closeDeliveryDialog}
      footer={
        <>
          <Button onPress={closeDeliveryDialog}>{text('deliveries.cancel')}</Button>
          <Button kind="primary" type="submit" form="delivery" isDisabled={isOff}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id="delivery"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isOff) void save();
        }}
      >
        {children}
        {failure !== null && (
          <p className={styles.error} role="alert">
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}

const failures: readonly string[] = ['rejected', 'processingFailed', 'deliveryFailed'];

function MarkDialog({ dialog }: { dialog: Of<'mark'> }) {
  const text = useText();
  const { outcomes, ids, name } = dialog;
  const [to, setTo] = useState(dialog.to ?? outcomes[0] ?? 'live');
  const [note, setNote] = useState('');
  const [url, setUrl] = useState('');
  const [storeReleaseId, setStoreReleaseId] = useState('');
  const [errorCategory, setErrorCategory] = useState<(typeof deliveryErrorNames)[number]>('unknown');
  const isFailure = failures.includes(to);
  const isLive = to === 'live' || to === 'liveWithIssues';
  const save = () =>
    markDeliveries(dialog, {
      ...{ to, note },
      ...(isFailure ? { errorCategory } : {}),
      ...(isLive && ids.length === 1 && url.trim() !== '' ? { url: url.trim() } : {}),
      ...(isLive && ids.length === 1 && storeReleaseId.trim() !== '' ? { storeReleaseId } : {}),
    });
  return (
    <FormDialog
      title={text('deliveries.mark.title', { count: ids.length, name })}
      action={text('deliveries.mark.save')}
      onSave={save}
    >
      <Select
        label={text('deliveries.mark.to')}
        value={to}
        options={outcomes.map((value) => ({ value, text: text(`deliveries.state.${value}`) }))}
        onChange={setTo}
      />
      {isFailure && (
        <>
          <Select
            label={text('deliveries.mark.error')}
            value={errorCategory}
            options={deliveryErrorNames.map((value) => ({ value, text: text(`deliveries.error.${value}`) }))}
            onChange={setErrorCategory}
          />
          <p className={styles.quiet}>{text(`deliveries.solve.${errorCategory}`)}</p>
        </>
      )}
      {isLive && ids.length === 1 && (
        <>
          <Field label={text('deliveries.mark.url')} value={url} onChange={setUrl} type="url" />
          <Field label={text('deliveries.mark.storeId')} value={storeReleaseId} onChange={setStoreReleaseId} />
        </>
      )}
      <TextArea label={text('deliveries.mark.note')} rows={3} value={note} onChange={setNote} maxLength={2000} />
    </FormDialog>
  );
}

const methods = ['webForm', 'email', 'ftp', 'api', 'mail'] as const;

function HandOverDialog({ dialog }: { dialog: Of<'handOver'> }) {
  const text = useText();
  const [method, setMethod] = useState<(typeof methods)[number]>('webForm');
  const [confirmation, setConfirmation] = useState('');
  const [followUpOn, setFollowUpOn] = useState('');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={text('deliveries.hand.title', { count: dialog.ids.length, name: dialog.name })}
      action={text('deliveries.save')}
      onSave={() => handOver(dialog, { method, confirmation, followUpOn, note })}
    >
      <Select
        label={text('deliveries.hand.method')}
        value={method}
        options={methods.map((value) => ({ value, text: text(`deliveries.method.${value}`) }))}
        onChange={setMethod}
      />
      <Field label={text('deliveries.hand.confirmation')} value={confirmation} onChange={setConfirmation} />
      <Field label={text('deliveries.hand.followUp')} type="date" value={followUpOn} onChange={setFollowUpOn} />
      <TextArea label={text('deliveries.hand.note')} rows={3} value={note} onChange={setNote} maxLength={2000} />
    </FormDialog>
  );
}

function ScheduleDialog({ dialog }: { dialog: Of<'schedule'> }) {
  const text = useText();
  const [at, setAt] = useState('');
  const time = at === '' ? Number.NaN : new Date(at).getTime();
  return (
    <FormDialog
      title={text('deliveries.wait.title', { count: dialog.ids.length, name: dialog.name })}
      action={text('deliveries.schedule')}
      isOff={Number.isNaN(time)}
      onSave={() => scheduleDeliveries(dialog, time)}
    >
      <Field
        label={text('deliveries.wait.at')}
        type="datetime-local"
        value={at}
        onChange={setAt}
        hint={text('deliveries.wait.hint')}
      />
    </FormDialog>
  );
}

function SendDialog({ dialog }: { dialog: Of<'send'> }) {
  const text = useText();
  const [reason, setReason] = useState('');
  const { what, ids } = dialog;
  return (
    <FormDialog
      title={text(`deliveries.send.${what}Title`)}
      action={text('deliveries.send.build', { count: ids.length })}
      onSave={() => buildPackages(ids, what, reason)}
    >
      <p className={styles.line}>{text(`deliveries.send.${what}`, { count: ids.length })}</p>
      <Field label={text('deliveries.send.reason')} value={reason} onChange={setReason} maxLength={500} />
    </FormDialog>
  );
}

function ChooseDialog({ releaseId }: { releaseId: ReleaseId }) {
  const text = useText();
  const { data } = useCall('deliveries.ofRelease', { releaseId });
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState('');
  if (!data) return null;
  const open = data.stores.filter(({ delivery }) => delivery === null);
  // Those that the release names are on from the start.
  const keys = chosen ?? new Set(open.filter(({ isChosen }) => isChosen).map(({ key }) => key));
  const shown = open.filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()));
  const [only] = open.filter(({ key }) => keys.has(key));
  return (
    <FormDialog
      title={text('deliveries.release.chooseTitle')}
      action={text('deliveries.release.begin', { count: keys.size })}
      isOff={keys.size === 0}
      onSave={() => beginDeliveries(releaseId, [...keys], only?.name ?? '')}
    >
      <Field label={text('deliveries.stores.filter')} value={words} onChange={setWords} />
      <ul className={styles.choices}>
        {shown.map(({ key, name }) => (
          <li key={key}>
            <Checkbox
              isSelected={keys.has(key)}
              onChange={(isOn) => setChosen(new Set(isOn ? [...keys, key] : [...keys].filter((each) => each !== key)))}
            >
              {name}
            </Checkbox>
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}

function OutcomesDialog({ file }: { file: { name: string; text: string } }) {
  const text = useText();
  const { data, error } = useCall('deliveries.previewOutcomes', file);
  const rows = data?.rows ?? [];
  const count = rows.filter(({ problem }) => problem === '').length;
  const save = async () => {
    const { operation } = await call('deliveries.importOutcomes', file);
    showUndoable({ text: textNow('deliveries.did.import', { count }), operations: [operation] });
  };
  return (
    <FormDialog
      title={text('deliveries.answers.title', { name: file.name })}
      action={text('deliveries.answers.take', { count })}
      isOff={count === 0}
      size="large"
      onSave={save}
    >
      {error && (
        <p className={styles.error} role="alert">
          {errorText(text, error.code)}
        </p>
      )}
      {rows.length > 0 && <OutcomeTable rows={rows} name={file.name} />}
    </FormDialog>
  );
}
