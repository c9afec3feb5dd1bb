import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { FolderPicker } from './folder-picker.tsx';
import { removeFolder } from './folders.actions.ts';
import { closeFolderDialog, useFolderDialog } from './folders.store.ts';

/** Dialogs about folders; one at a time. */
export function FolderDialogs() {
  const text = useText();
  const dialog = useFolderDialog((state) => state.dialog);
  if (dialog.kind === 'closed') return null;
  if (dialog.kind === 'pick') return <FolderPicker purpose={dialog} onClose={closeFolderDialog} />;
  if (dialog.kind === 'locate') return <FolderPicker purpose={dialog} onClose={closeFolderDialog} />;
  if (dialog.kind === 'choose') {
    const cancel = () => {
      closeFolderDialog();
      dialog.onChoose(null);
    };
    return <FolderPicker purpose={dialog} onClose={closeFolderDialog} onCancel={cancel} />;
  }
  const { folder } = dialog;
  const confirm = () => {
    closeFolderDialog();
    void attempt(() => removeFolder(folder));
  };
  return (
    <Dialog
      title={text('folders.removeTitle', { name: folder.name })}
      isOpen
      onClose={closeFolderDialog}
      role="alertdialog"
      size="small"
      footer={
        <>
          <Button onPress={closeFolderDialog} autoFocus>
            {text('ui.cancel')}
          </Button>
          <Button kind="primary" onPress={confirm}>
            {text('folders.removeAction', { count: folder.trackCount })}
          </Button>
        </>
      }
    >
      <p>{text('folders.removeText', { count: folder.trackCount })}</p>
    </Dialog>
  );
}
