import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type PackColour, packColours } from '#shared/contract/packs.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { PictureField } from '../tracks/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import { packColour } from './pack-colours.ts';
import type { OpenPack } from './pack-details.tsx';
import { editPack } from './packs.actions.ts';

const priorities = ['1', '2', '3', '4', '5'] as const;

/** What a pack is called, when it is due, how it looks. */
export function EditPackDialog({ id, onClose }: { id: PackId; onClose: () => void }) {
  const { data: pack } = useCall('packs.get', { id });
  return pack ? <EditForm pack={pack} onClose={onClose} /> : null;
}

function EditForm({ pack, onClose }: { pack: OpenPack; onClose: () => void }) {
  const text = useText();
  const { name, priority, deadline, colour, artworkHash, note, isPublic } = pack;
  const [form, setForm] = useState({ name, priority, deadline, colour, artworkHash, note, isPublic });
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const { error, submit } = useSubmit(onClose);
  return (
    <Dialog
      title={text('packs.editTitle', { name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button kind="primary" type="submit" form="edit-pack" isDisabled={form.name.trim() === ''}>
            {text('packs.save')}
          </Button>
        </>
      }
    >
      <form
        id="edit-pack"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(() => editPack(pack, form));
        }}
      >
        <Field
          label={text('packs.name')}
          value={form.name}
          onChange={(typed) => change({ name: typed })}
          maxLength={200}
          error={error && errorText(text, error.code)}
          autoFocus
        />
        <div className={styles.pair}>
          <Select
            label={text('packs.priority')}
            value={String(form.priority) as (typeof priorities)[number]}
            options={priorities.map((value) => ({ value, text: text(`packs.priority.${value}`) }))}
            onChange={(value) => change({ priority: Number(value) })}
          />
          <Field
            label={text('packs.deadline')}
            type="date"
            value={form.deadline}
            onChange={(day) => change({ deadline: day })}
          />
        </div>
        <ColourField colour={form.colour} onChange={(chosen) => change({ colour: chosen })} />
        <PictureField hash={form.artworkHash} onChange={(hash) => change({ artworkHash: hash })} />
        <TextArea label={text('packs.note')} value={form.note} onChange={(typed) => change({ note: typed })} />
        <Checkbox isSelected={form.isPublic} onChange={(chosen) => change({ isPublic: chosen })}>
          {text('packs.publicHint')}
        </Checkbox>
      </form>
    </Dialog>
  );
}

function ColourField({ colour, onChange }: { colour: PackColour; onChange: (colour: PackColour) => void }) {
  const text = useText();
  return (
    <div>
      <p className={styles.quiet} aria-hidden="true">
        {text('packs.colour')}
      </p>
      <ToggleButtonGroup
        aria-label={text('packs.colour')}
        className={styles.colours ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[colour || 'none']}
        onSelectionChange={(keys) => {
          const chosen = packColours.find((each) => keys.has(each || 'none'));
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {packColours.map((each) => (
          <ToggleButton
            key={each}
            id={each || 'none'}
            className={styles.colour ?? ''}
            aria-label={text(`packs.colour.${each || 'none'}`)}
            style={{ '--pack-colour': packColour(each) } as React.CSSProperties}
          />
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
