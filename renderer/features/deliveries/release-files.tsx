import { Package } from 'lucide-react';
import type { DeliveryPackage } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, showToast, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatBytes, formatDayAndTime } from '../tracks/index.ts';
import { buildPackages } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { useMayDeliver } from './use-may-deliver.ts';

/** The packages of a release that were built: where they lie, what is in them, and what their checks found. */
export function ReleaseFiles({ releaseId }: { releaseId: ReleaseId }) {
  const text = useText();
  const { data: packages } = useCall('deliveries.packages', { releaseId });
  if (!packages) return null;
  if (packages.length === 0) return <EmptyState icon={<Package size={24} />} text={text('deliveries.files.empty')} />;
  return (
    <section className={styles.cards} tabIndex={-1} aria-label={text('deliveries.files.list')} data-pane-focus>
      {packages.map((each) => (
        <PackageCard key={each.id} made={each} />
      ))}
    </section>
  );
}

function PackageCard({ made }: { made: DeliveryPackage }) {
  const text = useText();
  const mayDeliver = useMayDeliver();
  const { data: host } = useCall('host.capabilities');
  const { data: listed } = useCall('deliveries.list', { releaseId: made.releaseId });
  const { target, kind, builtAt, builtByName, files, sizeBytes, path, isThere, ern, reason } = made;
  const when = formatDayAndTime(builtAt);
  const again = (listed?.deliveries ?? []).filter(
    ({ storeKey, mayBuild, mayUpdate, mayTakeDown }) =>
      made.stores.some(({ key }) => key === storeKey) &&
      (kind === 'initial' ? mayBuild : kind === 'update' ? mayUpdate : mayTakeDown),
  );
  const check = async () => {
    const { missing, changed } = await call('deliveries.checkPackage', { id: made.id });
    const isWhole = missing.length + changed.length === 0;
    const counts = { missing: missing.length, changed: changed.length };
    showToast({
      text: isWhole ? text('deliveries.files.whole') : text('deliveries.files.broken', counts),
      ...(isWhole ? {} : { tone: 'error' as const }),
    });
  };
  return (
    <article className={styles.card} aria-label={target}>
      <header className={styles.cardHead}>
        <h3 className={styles.cardTitle}>{target}</h3>
        <Tag>{text(`deliveries.files.kind.${kind}`)}</Tag>
        <span className={styles.quiet}>
          {builtByName === ''
            ? text('deliveries.files.built', { when })
            : text('deliveries.files.by', { when, who: builtByName })}
        </span>
        <span className={styles.space} />
        {mayDeliver && host?.canReveal && isThere && (
          <Button size="small" onPress={() => void attempt(() => call('deliveries.revealPackage', { id: made.id }))}>
            {text('deliveries.files.show')}
          </Button>
        )}
        {mayDeliver && (
          <Button size="small" onPress={() => void attempt(check)}>
            {text('deliveries.files.check')}
          </Button>
        )}
        {mayDeliver && again.length > 0 && (
          <Button
            size="small"
            onPress={() =>
              void buildPackages(
                again.map(({ id }) => id),
                kind,
                reason,
              )
            }
          >
            {text('deliveries.buildAgain')}
          </Button>
        )}
      </header>
      <p className={styles.line}>
        {made.stores.map(({ name }) => name).join(', ')} ·{' '}
        {text('deliveries.files.size', { count: files.length, size: formatBytes(sizeBytes) })}
      </p>
      <p className={styles.path}>{path}</p>
      {!isThere && <p className={styles.warn}>{text('deliveries.files.gone')}</p>}
      {reason !== '' && <p className={styles.line}>{reason}</p>}
      {ern && (
        <p className={styles.line}>
          {[
            text('deliveries.files.ern', { version: ern.version, profile: ern.profile }),
            text(`deliveries.files.schema.${ern.schema}`),
            text('deliveries.files.findings', { count: ern.findings.length }),
          ].join(' · ')}
        </p>
      )}
      {ern?.findings.map((finding) => (
        <p key={`${finding.rule} ${finding.at} ${finding.text}`} className={styles.warn}>
          <span className={styles.code}>{finding.rule}</span> {finding.text}
        </p>
      ))}
      <details>
        <summary className={styles.summary}>{text('deliveries.files.showFiles')}</summary>
        <table className={styles.table} aria-label={text('deliveries.files.names', { name: target })}>
          <tbody>
            {files.map((file) => (
              <tr key={file.name}>
                <th scope="row" className={styles.code}>
                  {file.name}
                </th>
                <td data-figure>{formatBytes(file.sizeBytes)}</td>
                <td className={styles.code}>{file.sha256}</td>
                <td className={styles.quiet}>{file.isRepacked && text('deliveries.files.repacked')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </article>
  );
}
