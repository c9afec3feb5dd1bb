import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import styles from './palette.module.css';
import { showPalette, usePalette } from './palette.store.ts';
import { PaletteContent } from './palette-content.tsx';

/** Every command, place and track, by typing. */
export function Palette() {
  const text = useText();
  const isOpen = usePalette((state) => state.isOpen);
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} isDismissable onOpenChange={showPalette}>
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label={text('palette.title')} className={styles.dialog ?? ''}>
          <PaletteContent />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
