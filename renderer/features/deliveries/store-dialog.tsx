import { useState } from 'react';
import { ernVersions, type StorePlatform } from '#shared/contract/platforms.ts';
import { sheetLayouts } from '#shared/delivery/sheet-layouts.ts';
import { type StoreKind, storeKinds } from '#shared/stores.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Field, Select, Switch, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './deliveries.module.css';
import { closeDeliveryDialog } from './deliveries.store.ts';
import { FormDialog } from './delivery-dialogs.tsx';

/** What is known of a store, or a new one of one's own. */
export function StoreDialog({ storeKey }: { storeKey: string | null }) {
  const { data: stores } = useCall('platforms.list');
  if (storeKey === null) return <NewStore />;
  const store = stores?.find(({ key }) => key === storeKey);
  return store ? <EditStore store={store} /> : null;
}

function NewStore() {
  const text = useText();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<StoreKind>('streaming');
  const save = async () => {
    const { operation } = await call('platforms.add', { name, kind });
    showUndoable({ text: textNow('deliveries.did.stores', { name }), operations: [operation] });
  };
  return (
    <FormDialog
      title={text('deliveries.stores.newTitle')}
      action={text('deliveries.stores.add')}
      isOff={name.trim() === ''}
      onSave={save}
    >
      <Field label={text('deliveries.stores.field.name')} value={name} onChange={setName} maxLength={120} />
      <KindSelect value={kind} onChange={setKind} />
    </FormDialog>
  );
}

function KindSelect({ value, onChange }: { value: StoreKind; onChange: (kind: StoreKind) => void }) {
  const text = useText();
  return (
    <Select
      label={text('deliveries.stores.field.kind')}
      value={value}
      options={storeKinds.map((kind) => ({ value: kind, text: text(`deliveries.stores.kind.${kind}`) }))}
      onChange={onChange}
    />
  );
}

const methods = ['webForm', 'email', 'ftp', 'api', 'mail'] as const;
const none = 'none' as const;

function EditStore({ store }: { store: StorePlatform }) {
  const text = useText();
  const { key: _key, isOwn, isEdited, deliveryCount, ...facts } = store;
  const [form, setForm] = useState(facts);
  const [numbers, setNumbers] = useState({ leadDays: String(facts.leadDays), threshold: String(facts.threshold) });
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const isWhole = Object.values(numbers).every((typed) => /^\d{1,6}$/.test(typed));
  const save = async () => {
    const all = { ...form, leadDays: Number(numbers.leadDays), threshold: Number(numbers.threshold) };
    const given = Object.entries(all).filter(([name, value]) => value !== facts[name as keyof typeof facts]);
    const { operation } = await call('platforms.edit', { key: store.key, fields: Object.fromEntries(given) });
    showUndoable({ text: textNow('deliveries.did.stores', { name: form.name }), operations: [operation] });
  };
  const reset = async () => {
    const { operation } = await call('platforms.reset', { key: store.key });
    closeDeliveryDialog();
    showUndoable({ text: textNow('deliveries.did.stores', { name: store.name }), operations: [operation] });
  };
  const field = (name: 'name' | 'estimate' | 'distributor' | 'dpid' | 'partyName') => (
    <Field
      label={text(`deliveries.stores.field.${name}`)}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      maxLength={120}
    />
  );
  const number = (name: 'leadDays' | 'threshold') => (
    <Field
      label={text(`deliveries.stores.field.${name}`)}
      value={numbers[name]}
      inputMode="numeric"
      onChange={(value) => setNumbers({ ...numbers, [name]: value })}
    />
  );
  return (
    <FormDialog
      title={store.name}
      action={text('deliveries.save')}
      isOff={!isWhole || form.name.trim() === ''}
      size="large"
      onSave={save}
    >
      <div className={styles.fields}>
        {field('name')}
        <KindSelect value={form.kind} onChange={(kind) => change({ kind })} />
        {number('leadDays')}
        {field('distributor')}
        {field('estimate')}
        {number('threshold')}
        <Select
          label={text('deliveries.stores.field.method')}
          value={form.method}
          options={methods.map((value) => ({ value, text: text(`deliveries.method.${value}`) }))}
          onChange={(method) => change({ method })}
        />
        <Select
          label={text('deliveries.stores.field.audio')}
          value={form.audio}
          options={(['master', 'wav'] as const).map((value) => ({
            value,
            text: text(`deliveries.stores.audio.${value}`),
          }))}
          onChange={(audio) => change({ audio })}
        />
        <Select
          label={text('deliveries.stores.field.layout')}
          value={form.layout === '' ? none : form.layout}
          options={[none, ...sheetLayouts].map((value) => ({ value, text: text(`deliveries.stores.layout.${value}`) }))}
          onChange={(layout) => change({ layout: layout === none ? '' : layout })}
        />
        <Select
          label={text('deliveries.stores.field.ern')}
          value={form.ern === '' ? none : form.ern}
          options={[
            { value: none, text: text('deliveries.stores.ern.none') },
            ...ernVersions.map((version) => ({
              value: version,
              text: text('deliveries.stores.ern.version', { version }),
            })),
          ]}
          onChange={(ern) => change({ ern: ern === none ? '' : ern })}
        />
        {form.ern !== '' && field('dpid')}
        {form.ern !== '' && field('partyName')}
      </div>
      <TextArea
        label={text('deliveries.stores.field.note')}
        rows={2}
        value={form.note}
        onChange={(value) => change({ note: value })}
        maxLength={2000}
      />
      <div className={styles.pair}>
        <Switch isSelected={form.isActive} onChange={(isActive) => change({ isActive })}>
          {text('deliveries.stores.field.isActive')}
        </Switch>
        {(isEdited || (isOwn && deliveryCount === 0)) && (
          <Button size="small" onPress={() => void attempt(reset)}>
            {text(isOwn ? 'deliveries.stores.remove' : 'deliveries.stores.reset')}
          </Button>
        )}
      </div>
    </FormDialog>
  );
}
