import { Lock, Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, DialogTrigger } from 'react-aria-components';
import { useText } from '../../../messages/use-text.ts';
import { Popover } from '../../../ui/index.ts';
import styles from './edit-popover.module.css';

type EditPopoverProps = {
  name: string;
  /** The value in words, for the button's name. */
  spoken: string;
  isLocked: boolean;
  /** The value as it is shown. */
  children: ReactNode;
  editor: (close: () => void) => ReactNode;
};

/** A value that opens its editor when pressed; Esc leaves it as it was. */
export function EditPopover({ name, spoken, isLocked, children, editor }: EditPopoverProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        className={styles.value ?? ''}
        aria-label={text(isLocked ? 'inspector.changeOwn' : 'inspector.change', { name, value: spoken })}
      >
        <span className={styles.shown}>{children}</span>
        {isLocked ? (
          <Lock size={12} className={styles.lock} aria-hidden="true" />
        ) : (
          <Pencil size={12} className={styles.pencil} aria-hidden="true" />
        )}
      </Button>
      <Popover label={name} placement="bottom start" offset={4}>
        <div className={styles.content}>{editor(() => setOpen(false))}</div>
      </Popover>
    </DialogTrigger>
  );
}
