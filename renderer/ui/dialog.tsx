import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components';
import { useText } from '../messages/use-text.ts';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** `alertdialog` for a question that must be answered. */
  role?: 'dialog' | 'alertdialog';
  size?: 'small' | 'normal' | 'large';
  /** Buttons, right-aligned at the bottom. */
  footer?: ReactNode;
  children: ReactNode;
};

/** Esc and a click outside close it; focus goes back to where it came from. */
export function Dialog({ title, isOpen, onClose, role = 'dialog', size = 'normal', footer, children }: DialogProps) {
  const text = useText();
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`${styles.modal} ${styles[size]}`}>
        <RacDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            {role === 'dialog' && (
              <IconButton label={text('ui.close')} onPress={onClose}>
                <X size={16} />
              </IconButton>
            )}
          </header>
          <div className={styles.content}>{children}</div>
          {footer && <footer className={styles.foot}>{footer}</footer>}
        </RacDialog>
      </Modal>
    </ModalOverlay>
  );
}
