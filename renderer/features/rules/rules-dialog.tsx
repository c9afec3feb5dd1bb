import { useState } from 'react';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { showView, useLibraryQuery } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './rule-editor.module.css';
import { RuleEditor } from './rule-editor.tsx';
import { allTracks, closeRulesDialog, type EditedSmart, openNewSmart, useRulesDialog } from './rules.store.ts';

/** The dialogs with rules: of the search, of a new smart playlist, of one that is there. */
export function RulesDialog() {
  const dialog = useRulesDialog((state) => state.dialog);
  if (dialog.kind === 'search') return <SearchRules />;
  return dialog.kind === 'smart' ? <SmartRulesDialog edited={dialog} /> : null;
}

function SearchRules() {
  const text = useText();
  const query = useLibraryQuery();
  return (
    <Dialog
      title={text('rules.searchTitle')}
      isOpen
      onClose={closeRulesDialog}
      size="large"
      footer={
        <>
          <Button onPress={() => openNewSmart({ text: query.text })}>{text('rules.saveAs')}</Button>
          <Button kind="primary" onPress={closeRulesDialog}>
            {text('rules.done')}
          </Button>
        </>
      }
    >
      <RuleEditor
        isSearch
        playlistId={null}
        rules={{ ...allTracks, text: query.text }}
        onChange={(rules) => query.setText(rules.text)}
      />
    </Dialog>
  );
}

function SmartRulesDialog({ edited }: { edited: EditedSmart }) {
  const text = useText();
  const [name, setName] = useState(edited.name);
  const [rules, setRules] = useState(edited.rules);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isNew = edited.id === null;

  const save = async () => {
    setSaving(true);
    try {
      const { id, operations } = await keep(edited, name.trim(), rules);
      closeRulesDialog();
      showUndoable({ text: text(isNew ? 'rules.saved' : 'rules.changed', { name: name.trim() }), operations });
      if (isNew) showView('playlists', id);
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
      setSaving(false);
    }
  };

  return (
    <Dialog
      title={isNew ? text('rules.newTitle') : text('rules.editTitle', { name: edited.name })}
      isOpen
      onClose={closeRulesDialog}
      size="large"
      footer={
        <>
          <span className={styles.failure} role="alert">
            {failure}
          </span>
          <Button onPress={closeRulesDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={name.trim() === '' || isSaving} onPress={() => void save()}>
            {text(isNew ? 'rules.save' : 'rules.keep')}
          </Button>
        </>
      }
    >
      <div className={styles.editor}>
        {isNew && <Field label={text('rules.name')} value={name} onChange={setName} maxLength={200} autoFocus />}
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
