import { useState } from 'react';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './rule-editor.module.css';
import { RuleEditor } from './rule-editor.tsx';
import { closeSmartDialog, type EditedSmart, useSmartDialog } from './rules.store.ts';

/** The dialog that makes a smart playlist or changes the rules of one. */
export function SmartPlaylistDialog() {
  const edited = useSmartDialog((state) => state.edited);
  return edited && <OpenDialog edited={edited} />;
}

function OpenDialog({ edited }: { edited: EditedSmart }) {
  const text = useText();
  const [name, setName] = useState(edited.name);
  const [rules, setRules] = useState(edited.rules);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isNew = edited.id === null;

  const save = async () => {
    setSaving(true);
    try {
      const id = await keep(edited, name.trim(), rules);
      showUndoable({ text: text(isNew ? 'rules.saved' : 'rules.changed', { name: name.trim() }), ...id });
      closeSmartDialog();
      edited.onSaved?.(id.id);
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
      setSaving(false);
    }
  };

  return (
    <Dialog
      title={isNew ? text('rules.newTitle') : text('rules.editTitle', { name: edited.name })}
      isOpen
      onClose={closeSmartDialog}
      size="large"
      footer={
        <>
          <span className={styles.failure} role="alert">
            {failure}
          </span>
          <Button onPress={closeSmartDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={name.trim() === '' || isSaving} onPress={() => void save()}>
            {text(isNew ? 'rules.save' : 'rules.keep')}
          </Button>
        </>
      }
    >
      <div className={styles.editor}>
        {isNew && (
          <Field label={text('rules.name')} value={name} onChange={setName} maxLength={200} autoFocus isRequired />
        )}
        <RuleEditor
          rules={rules}
          playlistId={edited.id}
          onChange={(next) => {
            setRules(next);
            setFailure(null);
          }}
        />
      </div>
    </Dialog>
  );
}

async function keep({ id, parentId }: EditedSmart, name: string, rules: EditedSmart['rules']) {
  if (id !== null) return { id, operations: [(await call('playlists.setRules', { id, rules })).operation] };
  const made = await call('playlists.create', { name, kind: 'smart', parentId, rules });
  return { id: made.id, operations: [made.operation] };
}
