import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../messages/use-text.ts';
import { Button, IconButton } from './button.tsx';
import styles from './toast.module.css';
import { closeToast, undoToast, useToast } from './toast.store.ts';

const shownMs = 8000;

/** Where toasts appear; one for the whole window. It stays while the pointer or the focus is on it. */
export function ToastRegion() {
  const text = useText();
  const toast = useToast((state) => state.toast);
  const [isHeld, setIsHeld] = useState(false);
  const id = toast?.id;

  useEffect(() => {
    if (id === undefined || isHeld) return;
    const timer = setTimeout(closeToast, shownMs);
    return () => clearTimeout(timer);
  }, [id, isHeld]);

  return (
    <section
      className={styles.region}
      aria-label={text('ui.messages')}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <div role="status">
        {toast && (
          <div className={styles.toast} data-tone={toast.tone}>
            {toast.tone === 'error' && <CircleAlert size={16} aria-hidden="true" />}
            <span>{toast.text}</span>
            {toast.undo && (
              <Button kind="link" size="small" keys="Mod+Z" onPress={() => void undoToast(toast)}>
                {text('ui.undo')}
              </Button>
            )}
            <IconButton label={text('ui.close')} size="small" onPress={closeToast}>
              <X size={14} />
            </IconButton>
          </div>
        )}
      </div>
    </section>
  );
}
