import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { ModelManifest } from '#shared/contract/models.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, ProgressBar, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatBytes } from '../tracks/index.ts';
import styles from './models-panel.module.css';

type Installed = Output<'models.list'>['models'][number];
type Found = { source: string; manifest: ModelManifest };

/** Optional models: what is installed, and a way to add one whose licence was read. */
export function ModelsPanel() {
  const text = useText();
  const { data } = useCall('models.list');
  const [found, setFound] = useState<Found | null>(null);
  if (!data) return null;
  return (
    <div className={styles.panel}>
      <p className={styles.about}>{text('models.about')}</p>
      {data.models.length === 0 ? (
        <p className={styles.about}>{text('models.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={text('models.list')}>
          {data.models.map((model) => (
            <InstalledModel key={model.id} model={model} />
          ))}
        </ul>
      )}
      {data.installing && <Installation {...data.installing} />}
      {found ? <Licence found={found} onClose={() => setFound(null)} /> : <Source onFound={setFound} />}
    </div>
  );
}

function InstalledModel({ model }: { model: Installed }) {
  const text = useText();
  const { id, name, version, task, licenceName, resultCount, isEnabled } = model;
  return (
    <li className={styles.model}>
      <span className={styles.name}>
        {name} {version}
        <span className={styles.note}>
          {[text(`models.task.${task}`), licenceName, text('models.heard', { count: resultCount })].join(' · ')}
        </span>
      </span>
      <Switch
        aria-label={text('models.enabled', { name })}
        isSelected={isEnabled}
        onChange={(value) => void attempt(() => call('models.setEnabled', { id, isEnabled: value }))}
      >
        {null}
      </Switch>
      <IconButton
        label={text('models.remove', { name })}
        onPress={() => void attempt(() => call('models.remove', { id }))}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  );
}

function Installation({ name, source, progress, errorCode }: NonNullable<Output<'models.list'>['installing']>) {
  const text = useText();
  const title = name || source;
  if (errorCode) {
    return (
      <p className={styles.failure} role="alert">
        {text('models.failed', { name: title, reason: errorText(text, errorCode) })}
      </p>
    );
  }
  return (
    <div>
      <p className={styles.about}>{text('models.installing', { name: title })}</p>
      <ProgressBar label={text('models.installing', { name: title })} value={progress} />
    </div>
  );
}

function Source({ onFound }: { onFound(found: Found): void }) {
  const text = useText();
  const [source, setSource] = useState('');
  const [error, setError] = useState<ErrorCode | null>(null);
  const look = async () => {
    setError(null);
    try {
      onFound({ source: source.trim(), manifest: await call('models.inspect', { source: source.trim() }) });
    } catch (failure) {
      setError(failure instanceof AppError ? failure.code : 'INTERNAL');
    }
  };
  return (
    <form
      className={styles.source}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <div className={styles.grow}>
        <Field
          label={text('models.source')}
          hint={text('models.sourceHint')}
          error={error && errorText(text, error)}
          value={source}
          onChange={(typed) => {
            setSource(typed);
            // A field with an error keeps its form from being sent.
            setError(null);
          }}
          spellCheck="false"
        />
      </div>
      <Button type="submit" isDisabled={source.trim() === ''}>
        {text('models.look')}
      </Button>
    </form>
  );
}

/** Nothing is fetched before the licence was on screen. */
function Licence({ found: { source, manifest }, onClose }: { found: Found; onClose(): void }) {
  const text = useText();
  const { name, version, task, sizeBytes, sha256, licence, output } = manifest;
  const install = async () => {
    await call('models.install', { source, sha256, isLicenceAccepted: true });
    onClose();
  };
  return (
    <section className={styles.licence} aria-label={text('models.licence', { name: licence.name })}>
      <p>
        {text('models.facts', {
          name,
          version,
          task: text(`models.task.${task}`),
          size: formatBytes(sizeBytes),
          count: output.labels.length,
        })}
      </p>
      <p className={styles.sum}>{text('models.checksum', { sha256 })}</p>
      <h3 className={styles.head}>{text('models.licence', { name: licence.name })}</h3>
      <textarea
        className={styles.text}
        readOnly
        rows={7}
        value={licence.text}
        aria-label={text('models.licenceText')}
      />
      <div className={styles.actions}>
        <Button onPress={onClose}>{text('models.cancel')}</Button>
        <Button kind="primary" onPress={() => void attempt(install)}>
          {text('models.accept')}
        </Button>
      </div>
    </section>
  );
}
