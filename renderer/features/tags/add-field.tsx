import { Plus } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components';
import { type EditField, editTextFields, isEditField } from '#shared/tags/edit-fields.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Popover } from '../../ui/index.ts';
import styles from './tag-editor.module.css';

/** Adds a free field under a name of the user's. */
export function AddField({ onAdd }: { onAdd: (field: EditField) => void }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = () => {
    const field = fieldOf(name);
    if (!field) return setWrong(true);
    setOpen(false);
    setName('');
    onAdd(field);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button kind="link" size="small" icon={<Plus size={14} />}>
        {text('tags.addField')}
      </Button>
      <Popover label={text('tags.addField')} placement="bottom end" offset={4}>
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Field
            label={text('tags.fieldName')}
            hint={text('tags.fieldHint')}
            value={name}
            onChange={(typed) => {
              setName(typed);
              setWrong(false);
            }}
            error={isWrong ? text('tags.fieldWrong') : null}
            autoFocus
          />
          <div className={styles.addEnd}>
            <Button type="submit" kind="primary" size="small">
              {text('tags.addField')}
            </Button>
          </div>
        </form>
      </Popover>
    </DialogTrigger>
  );
}

/** A name of ours stands for our field; any other is a free one, in capitals as files write them. */
function fieldOf(name: string): EditField | null {
  const plain = name.trim();
  const known = editTextFields.find((field) => field.toLowerCase() === plain.toLowerCase());
  const field = known ?? `custom:${plain.toUpperCase()}`;
  return plain !== '' && isEditField(field) ? field : null;
}
