import { FolderOpen, X } from 'lucide-react';
import { useState } from 'react';
import type { DeliverySettings } from '#shared/contract/deliveries.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFor, type FolderKind } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { FormDialog } from './delivery-dialogs.tsx';

/** Where packages go, where answers come from, and under which name messages are sent. */
export function FoldersDialog() {
  const { data } = useCall('deliveries.settings');
  return data ? <Form settings={data} /> : null;
}

const folders = [
  ['packagesFolder', 'deliveries.folders.packages'],
  ['returnsFolder', 'deliveries.folders.returns'],
  ['schemaFolder', 'deliveries.folders.schemas'],
] as const satisfies readonly (readonly [FolderKind, string])[];

function Form({ settings }: { settings: DeliverySettings }) {
  const text = useText();
  const [senderName, setName] = useState(settings.senderName);
  const [senderDpid, setDpid] = useState(settings.senderDpid);
  const save = async () => {
    if (senderName !== settings.senderName || senderDpid !== settings.senderDpid) {
      await call('deliveries.setSender', { senderName, senderDpid });
    }
  };
  return (
    <FormDialog title={text('deliveries.folders.title')} action={text('deliveries.save')} onSave={save}>
      {folders.map(([kind, label]) => {
        const what = text(`deliveries.folders.kind.${kind}`);
        return (
          <div key={kind} className={styles.folder}>
            <span className={styles.folderName}>
              <span className={styles.quiet}>{text(label)}</span>
              <span className={styles.path}>{settings[kind] || text('deliveries.folders.none')}</span>
            </span>
            <IconButton
              label={text('deliveries.folders.choose', { what })}
              onPress={() => void attempt(async () => void (await chooseFor(kind)))}
            >
              <FolderOpen size={16} />
            </IconButton>
            {settings[kind] !== '' && (
              <IconButton
                label={text('deliveries.folders.forget', { what })}
                onPress={() => void attempt(async () => void (await call('deliveries.setFolders', { [kind]: '' })))}
              >
                <X size={16} />
              </IconButton>
            )}
          </div>
        );
      })}
      <Field label={text('deliveries.folders.senderName')} value={senderName} onChange={setName} maxLength={120} />
      <Field label={text('deliveries.folders.senderDpid')} value={senderDpid} onChange={setDpid} maxLength={30} />
    </FormDialog>
  );
}
