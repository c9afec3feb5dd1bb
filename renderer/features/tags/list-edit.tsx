import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components';
import type { TagFieldState } from '#shared/contract/tags.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, Popover } from '../../ui/index.ts';
import { fieldName } from './field-name.ts';
import styles from './tag-field.module.css';
import { editTag, type Targets } from './tags.actions.ts';

type ListEditProps = { field: EditField; state: TagFieldState | undefined; targets: Targets };

/** Adds one value to a list of all selected tracks, or takes it from all of them. */
export function ListEdit({ field, state, targets }: ListEditProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const name = fieldName(text, field);
  const change = (mode: 'add' | 'remove') => {
    setOpen(false);
    setTyped('');
    void editTag(targets, field, [typed], mode);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label={text('tags.list.title', { name })} size="small">
        <ListPlus size={14} />
      </IconButton>
      <Popover label={text('tags.list.title', { name })} placement="bottom end" offset={4}>
        <div className={styles.list}>
          <Field label={name} value={typed} onChange={setTyped} autoFocus maxLength={2000} />
          {state && state.various.length > 0 && (
            <div className={styles.choices}>
              {state.various
                .filter(({ value }) => value !== '')
                .slice(0, 6)
                .map(({ value, count }) => (
                  <Button key={value} size="small" kind="ghost" onPress={() => setTyped(value)}>
                    {text('tags.list.choice', { value, count })}
                  </Button>
                ))}
            </div>
          )}
          <div className={styles.listEnd}>
            <Button size="small" isDisabled={typed.trim() === ''} onPress={() => change('remove')}>
              {text('tags.list.remove')}
            </Button>
            <Button size="small" kind="primary" isDisabled={typed.trim() === ''} onPress={() => change('add')}>
              {text('tags.list.add')}
            </Button>
          </div>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
