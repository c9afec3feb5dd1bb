import { useState } from 'react';
import { type AssetRef, holderRoles, type RightsClaim, rightTypes, verifications } from '#shared/contract/rights.ts';
import type { AppError } from '#shared/errors.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { usePresentPeople } from '../people/index.ts';
import { type ClaimForm, type ClaimProblem, claimForm, readClaim } from './claim-form.ts';
import { DocumentsField } from './documents-field.tsx';
import { addClaim, editClaim } from './rights.actions.ts';
import styles from './rights.module.css';
import { closeRightsDialog } from './rights.store.ts';
import { TerritoriesField } from './territories-field.tsx';

/** What somebody holds of a right, where and when. */
export function ClaimDialog({ asset, claim }: { asset: AssetRef; claim: RightsClaim | null }) {
  const text = useText();
  const [form, setForm] = useState(() => claimForm(claim));
  const [problem, setProblem] = useState<ClaimProblem | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const change = (patch: Partial<ClaimForm>) => {
    setProblem(null);
    setFailure(null);
    setForm({ ...form, ...patch });
  };
  const save = async (asContested: boolean) => {
    const read = readClaim(form);
    if ('problem' in read) return setProblem(read.problem);
    try {
      await (claim ? editClaim(claim, read.claim) : addClaim(asset, read.claim, asContested));
      closeRightsDialog();
    } catch (error) {
      setFailure(asAppError(error));
    }
  };
  const isTooMuch = failure?.code === 'RIGHTS_EXCEEDED';
  return (
    <Dialog
      title={text(claim ? 'rights.editClaim' : 'rights.addClaim')}
      isOpen
      onClose={closeRightsDialog}
      footer={
        <>
          {isTooMuch && !claim && <Button onPress={() => void save(true)}>{text('rights.keepContested')}</Button>}
          <Button onPress={closeRightsDialog}>{text('rights.cancel')}</Button>
          <Button kind="primary" type="submit" form="claim">
            {text('rights.save')}
          </Button>
        </>
      }
    >
      <form
        id="claim"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <HolderFields form={form} problem={problem} onChange={change} />
        <TerritoriesField
          value={form.territories}
          error={problem === 'countries' ? text('rights.countriesError') : null}
          onChange={(territories) => change({ territories })}
        />
        <div className={styles.pair}>
          <Field
            label={text('rights.from')}
            type="date"
            value={form.fromDay}
            onChange={(fromDay) => change({ fromDay })}
          />
          <Field label={text('rights.to')} type="date" value={form.toDay} onChange={(toDay) => change({ toDay })} />
        </div>
        <div className={styles.pair}>
          <Select
            label={text('rights.verification')}
            value={form.verification}
            options={verifications.map((value) => ({ value, text: text(`rights.verified.${value}`) }))}
            onChange={(verification) => change({ verification })}
          />
          <Field
            label={text('rights.verifiedHow')}
            value={form.verifiedHow}
            onChange={(verifiedHow) => change({ verifiedHow })}
            maxLength={500}
          />
        </div>
        <TextArea label={text('rights.note')} rows={2} value={form.note} onChange={(note) => change({ note })} />
        <DocumentsField documents={form.documents} onChange={(documents) => change({ documents })} />
        {failure && (
          <p role="alert" className={styles.error}>
            {isTooMuch ? text('rights.exceeded', excessOf(failure)) : errorText(text, failure.code)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function excessOf({ details }: AppError): { percent: number; others: string } {
  return { percent: Number(details.percent ?? 0), others: String(details.others ?? '') };
}

type HolderFieldsProps = {
  form: ClaimForm;
  problem: ClaimProblem | null;
  onChange: (patch: Partial<ClaimForm>) => void;
};

function HolderFields({ form, problem, onChange }: HolderFieldsProps) {
  const text = useText();
  const people = usePresentPeople();
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={text('rights.holder')}
          value={form.holderId === null ? '' : String(form.holderId)}
          options={[
            { value: '', text: text('rights.nobody') },
            ...people.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={(value) => {
            onChange({ holderId: people.find(({ id }) => String(id) === value)?.id ?? null });
          }}
        />
        <Select
          label={text('rights.role')}
          value={form.holderRole}
          options={holderRoles.map((value) => ({ value, text: text(`rights.holder.${value}`) }))}
          onChange={(holderRole) => onChange({ holderRole })}
        />
      </div>
      {problem === 'holder' && <p className={styles.error}>{text('rights.holderError')}</p>}
      <div className={styles.pair}>
        <Select
          label={text('rights.right')}
          value={form.type}
          options={rightTypes.map((value) => ({ value, text: text(`rights.type.${value}`) }))}
          onChange={(type) => onChange({ type })}
        />
        <Field
          label={text('rights.share')}
          value={form.share}
          inputMode="decimal"
          error={problem === 'share' ? text('rights.shareError') : null}
          onChange={(share) => onChange({ share })}
        />
      </div>
    </>
  );
}
