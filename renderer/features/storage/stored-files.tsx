import type { StoredFile } from '#shared/contract/storage.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatBytes, formatDayAndTime } from '../tracks/index.ts';
import styles from './storage.module.css';

/** What the user has put into storage; nothing where that is nothing. */
export function StoredFiles() {
  const text = useText();
  const { data = [] } = useCall('storage.list');
  if (data.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{text('storage.stored')}</h3>
      <ul className={styles.list} aria-label={text('storage.stored')}>
        {data.map((file) => (
          <Stored key={file.id} file={file} />
        ))}
      </ul>
    </section>
  );
}

function Stored({ file: { id, name, sizeBytes, kind, service, uploadedAt, url } }: { file: StoredFile }) {
  const text = useText();
  return (
    <li className={styles.file}>
      <span className={styles.name}>
        {text('storage.file', { name, size: formatBytes(sizeBytes) })}
        <span className={styles.note}>
          {text('storage.at', {
            kind: text(`storage.kind.${kind}`),
            service: text(`connectors.name.${service}`),
            when: formatDayAndTime(uploadedAt),
          })}
        </span>
      </span>
      {service === 'cloudinary' && url !== '' && (
        <a href={url} target="_blank" rel="noreferrer" aria-label={text('storage.link', { name })}>
          {text('storage.openLink')}
        </a>
      )}
      <Button
        size="small"
        aria-label={text('storage.removeNamed', { name })}
        onPress={() => void attempt(() => call('storage.remove', { ids: [id] }))}
      >
        {text('storage.remove')}
      </Button>
    </li>
  );
}
