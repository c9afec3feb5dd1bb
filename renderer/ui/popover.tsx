import type { ReactNode } from 'react';
import { Dialog, Popover as RacPopover, type PopoverProps as RacPopoverProps } from 'react-aria-components';
import styles from './popover.module.css';

type PopoverProps = Omit<RacPopoverProps, 'children' | 'className'> & { label: string; children: ReactNode };

/** A surface beside its button; inside a `DialogTrigger`, or with `triggerRef` and `isOpen`. Esc and a click outside close it. */
export function Popover({ label, children, ...props }: PopoverProps) {
  return (
    <RacPopover offset={8} {...props} className={styles.popover ?? ''}>
      <Dialog aria-label={label} className={styles.content ?? ''}>
        {children}
      </Dialog>
    </RacPopover>
  );
}
