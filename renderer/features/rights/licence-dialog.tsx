import { useState } from 'react';
import { type Licence, type LicenceFields, licenceStates, licenceUses } from '#shared/contract/licences.ts';
import type { AssetRef } from '#shared/contract/rights.ts';
import { currencies, formatMoney, parseMoney } from '#shared/money.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { readTerritories, typedTerritories } from './claim-form.ts';
import { DocumentsField } from './documents-field.tsx';
import { saveLicence } from './rights.actions.ts';
import styles from './rights.module.css';
import { closeRightsDialog } from './rights.store.ts';
import { TerritoriesField, type TypedTerritories } from './territories-field.tsx';

type LicenceForm = Omit<LicenceFields, 'territories' | 'feeMinor'> & { territories: TypedTerritories; fee: string };
type Problem = 'title' | 'fee' | 'countries';

/** Music for a picture: for what, for whom, and on which terms. */
export function LicenceDialog({ asset, licence }: { asset: AssetRef; licence: Licence | null }) {
  const { data: workspace } = useCall('workspace.get');
  return workspace ? <EditDialog asset={asset} licence={licence} own={workspace.currency} /> : null;
}

function startForm(licence: Licence | null, own: string): LicenceForm {
  if (!licence) {
    return {
      ...{ title: '', licensee: '', use: 'film', state: 'open', fromDay: '', toDay: '', isExclusive: false },
      ...{ currency: own, fee: '', note: '', documents: [], territories: { mode: 'world', codes: '' } },
    };
  }
  const { title, licensee, use, state, fromDay, toDay, isExclusive, currency, note, documents, feeMinor } = licence;
  return {
    ...{ title, licensee, use, state, fromDay, toDay, isExclusive, currency, note, documents },
    fee: feeMinor === null ? '' : formatMoney(feeMinor, currency),
    territories: typedTerritories(licence.territories),
  };
}

function readForm({ fee, ...form }: LicenceForm): { fields: LicenceFields } | { problem: Problem } {
  const territories = readTerritories(form.territories);
  const feeMinor = fee.trim() === '' ? null : parseMoney(fee, form.currency);
  if (form.title.trim() === '') return { problem: 'title' };
  if (fee.trim() !== '' && feeMinor === null) return { problem: 'fee' };
  if (territories === null) return { problem: 'countries' };
  return { fields: { ...form, territories, feeMinor } };
}

function EditDialog({ asset, licence, own }: { asset: AssetRef; licence: Licence | null; own: string }) {
  const text = useText();
  const [form, setForm] = useState(() => startForm(licence, own));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<LicenceForm>) => {
    setProblem(null);
    setFailure(null);
    setForm({ ...form, ...patch });
  };
  const save = async () => {
    const read = readForm(form);
    if ('problem' in read) return setProblem(read.problem);
    try {
      await saveLicence(asset, licence, read.fields);
      closeRightsDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text(licence ? 'rights.editLicence' : 'rights.addLicence')}
      isOpen
      onClose={closeRightsDialog}
      footer={
        <>
          <Button onPress={closeRightsDialog}>{text('rights.cancel')}</Button>
          <Button kind="primary" type="submit" form="licence">
            {text('rights.save')}
          </Button>
        </>
      }
    >
      <form
        id="licence"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <LicenceFieldsOf form={form} problem={problem} onChange={change} />
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
        <Checkbox isSelected={form.isExclusive} onChange={(isExclusive) => change({ isExclusive })}>
          {text('rights.exclusive')}
        </Checkbox>
        <TextArea label={text('rights.note')} rows={2} value={form.note} onChange={(note) => change({ note })} />
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

type FieldsProps = { form: LicenceForm; problem: Problem | null; onChange: (patch: Partial<LicenceForm>) => void };

function LicenceFieldsOf({ form, problem, onChange }: FieldsProps) {
  const text = useText();
  return (
    <>
      <Field
        label={text('rights.licenceTitle')}
        value={form.title}
        onChange={(title) => onChange({ title })}
        error={problem === 'title' ? text('rights.titleError') : null}
        autoFocus
      />
      <Field label={text('rights.licensee')} value={form.licensee} onChange={(licensee) => onChange({ licensee })} />
      <div className={styles.pair}>
        <Select
          label={text('rights.use')}
          value={form.use}
          options={licenceUses.map((value) => ({ value, text: text(`rights.use.${value}`) }))}
          onChange={(use) => onChange({ use })}
        />
        <Select
          label={text('rights.licenceState')}
          value={form.state}
          options={licenceStates.map((value) => ({ value, text: text(`rights.licence.${value}`) }))}
          onChange={(state) => onChange({ state })}
        />
      </div>
      <div className={styles.pair}>
        <Field
          label={text('rights.fee')}
          value={form.fee}
          inputMode="decimal"
          onChange={(fee) => onChange({ fee })}
          error={problem === 'fee' ? text('rights.feeError') : null}
        />
        <Select
          label={text('rights.currency')}
          value={form.currency}
          options={currencies.map((value) => ({ value, text: value }))}
          onChange={(currency) => onChange({ currency })}
        />
      </div>
    </>
  );
}
