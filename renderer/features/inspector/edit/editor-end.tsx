import { useText } from '../../../messages/use-text.ts';
import { Button } from '../../../ui/index.ts';
import styles from './edit-popover.module.css';
import { type EditedField, giveBack, type Targets } from './editing.ts';

type EditorEndProps = {
  targets: Targets;
  field: EditedField;
  isLocked: boolean;
  /** Without it choosing is saving. */
  save?: { text: string; run: () => void };
  close: () => void;
};

/** The last line of an editor: back to analysis, and saving. */
export function EditorEnd({ targets, field, isLocked, save, close }: EditorEndProps) {
  const text = useText();
  if (!isLocked && !save) return null;
  return (
    <div className={styles.end}>
      {isLocked && (
        <Button
          kind="link"
          size="small"
          onPress={() => {
            close();
            void giveBack(targets, field);
          }}
        >
          {text('inspector.edit.reset')}
        </Button>
      )}
      {save && (
        <Button kind="primary" size="small" onPress={save.run}>
          {save.text}
        </Button>
      )}
    </div>
  );
}
