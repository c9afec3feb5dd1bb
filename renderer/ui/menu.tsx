import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Menu as RacMenu,
  MenuItem as RacMenuItem,
  type MenuItemProps as RacMenuItemProps,
  MenuSection as RacMenuSection,
  Separator,
} from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

type MenuProps = {
  label: string;
  /** The button that opens the menu. */
  trigger: ReactElement;
  placement?: PopoverProps['placement'];
  children: ReactNode;
};

export function Menu({ label, trigger, placement = 'bottom start', children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''} placement={placement ?? 'bottom start'} offset={4}>
        <RacMenu aria-label={label} className={styles.menu ?? ''}>
          {children}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** Where a context menu was asked for, in the window's pixels. */
export type MenuPlace = { x: number; y: number };

type ContextMenuProps = {
  label: string;
  /** Null keeps it closed. */
  place: MenuPlace | null;
  onClose: () => void;
  children: ReactNode;
};

/** A menu at the pointer, or at the item the keyboard asked for. */
export function ContextMenu({ label, place, onClose, children }: ContextMenuProps) {
  if (!place) return null;
  const at = new DOMRect(place.x, place.y, 0, 0);
  return (
    <Popover
      className={styles.popover ?? ''}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      triggerRef={{ current: document.body }}
      getTargetRect={() => at}
      placement="bottom start"
      offset={2}
      aria-label={label}
    >
      <RacMenu aria-label={label} className={styles.menu ?? ''} onClose={onClose} autoFocus="first">
        {children}
      </RacMenu>
    </Popover>
  );
}

type MenuItemProps = Omit<RacMenuItemProps, 'children' | 'className'> & {
  icon?: ReactNode;
  keys?: string | undefined;
  text: string;
  /** A second, quieter text. */
  note?: string | undefined;
};

export function MenuItem({ icon, keys, text, note, ...props }: MenuItemProps) {
  return (
    <RacMenuItem {...props} textValue={text} className={styles.item ?? ''}>
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode !== 'none' && (
            <span className={styles.check}>{isSelected && <Check size={14} aria-hidden="true" />}</span>
          )}
          {icon}
          <span className={styles.text}>{text}</span>
          {note && <span className={styles.note}>{note}</span>}
          {keys && <Kbd keys={keys} className={styles.keys} />}
        </>
      )}
    </RacMenuItem>
  );
}

type MenuSectionProps = {
  title?: string;
  label?: string;
  selectionMode?: 'single' | 'multiple';
  selectedKeys?: Iterable<string>;
  onSelectionChange?: (keys: ReadonlySet<string>) => void;
  children: ReactNode;
};

export function MenuSection({ title, label, onSelectionChange, children, ...props }: MenuSectionProps) {
  return (
    <RacMenuSection
      {...props}
      {...(label ? { 'aria-label': label } : {})}
      {...(onSelectionChange
        ? { onSelectionChange: (keys) => keys !== 'all' && onSelectionChange(new Set([...keys].map(String))) }
        : {})}
    >
      {title && <Header className={styles.header ?? ''}>{title}</Header>}
      {children}
    </RacMenuSection>
  );
}

export function MenuSeparator() {
  return <Separator className={styles.separator ?? ''} />;
}
