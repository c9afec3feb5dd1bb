import { FileText } from 'lucide-react';
import type { Licence } from '#shared/contract/licences.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Tag } from '../../ui/index.ts';
import { amountText } from '../approvals/index.ts';
import { DocumentLink } from './documents-field.tsx';
import { removeLicence } from './rights.actions.ts';
import styles from './rights.module.css';
import { openRightsDialog, showRightsOf } from './rights.store.ts';
import { spanText, territoriesText } from './rights-words.ts';
import { useMayEditRights } from './use-may-edit.ts';

/** All licences, of whatever music. */
export function LicenceList() {
  const text = useText();
  const { data: licences } = useCall('licences.list', {});
  if (!licences) return null;
  if (licences.length === 0) return <EmptyState icon={<FileText size={24} />} text={text('rights.noLicences')} />;
  return (
    <section className={styles.details} tabIndex={-1} aria-label={text('rights.licences')} data-pane-focus>
      <LicenceTable licences={licences} isNamed />
    </section>
  );
}

const tones = { open: 'plain', offered: 'accent', agreed: 'ok', declined: 'plain', ended: 'plain' } as const;

/** `isNamed` also says of which music. */
export function LicenceTable({ licences, isNamed }: { licences: readonly Licence[]; isNamed: boolean }) {
  const text = useText();
  const mayEdit = useMayEditRights();
  return (
    <table className={styles.table} aria-label={text('rights.licences')}>
      <thead>
        <tr>
          <th scope="col">{text('rights.licenceTitle')}</th>
          {isNamed && <th scope="col">{text('rights.music')}</th>}
          <th scope="col">{text('rights.licensee')}</th>
          <th scope="col">{text('rights.use')}</th>
          <th scope="col">{text('rights.where')}</th>
          <th scope="col">{text('rights.when')}</th>
          <th scope="col" data-figure="true">
            {text('rights.fee')}
          </th>
          <th scope="col">{text('rights.licenceState')}</th>
          {mayEdit && (
            <th scope="col">
              <span className={styles.hidden}>{text('rights.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {licences.map((licence) => (
          <LicenceRow key={licence.id} licence={licence} isNamed={isNamed} mayEdit={mayEdit} />
        ))}
      </tbody>
    </table>
  );
}

function LicenceRow({ licence, isNamed, mayEdit }: { licence: Licence; isNamed: boolean; mayEdit: boolean }) {
  const text = useText();
  const { asset, title, licensee, use, state, territories, isExclusive, feeMinor, currency, clashesWith } = licence;
  return (
    <tr>
      <th scope="row">
        {title}
        {licence.documents.map(({ hash, name }) => (
          <DocumentLink key={hash} hash={hash} name={name} />
        ))}
      </th>
      {isNamed && (
        <td>
          <Button kind="link" onPress={() => showRightsOf(asset)}>
            {licence.assetTitle}
          </Button>
        </td>
      )}
      <td>{licensee}</td>
      <td>{text(`rights.use.${use}`)}</td>
      <td>{territoriesText(text, territories)}</td>
      <td>{spanText(text, licence)}</td>
      <td data-figure="true">{feeMinor === null ? '' : amountText(feeMinor, currency)}</td>
      <td>
        <span className={styles.verification}>
          <Tag tone={tones[state]}>{text(`rights.licence.${state}`)}</Tag>
          {isExclusive && <Tag>{text('rights.exclusive')}</Tag>}
          {clashesWith.length > 0 && <Tag tone="error">{text('rights.clash', { count: clashesWith.length })}</Tag>}
        </span>
      </td>
      {mayEdit && (
        <td>
          <span className={styles.actions}>
            <Button size="small" onPress={() => openRightsDialog({ kind: 'licence', asset, licence })}>
              {text('rights.edit')}
            </Button>
            <Button size="small" onPress={() => void removeLicence(licence)}>
              {text('rights.remove')}
            </Button>
          </span>
        </td>
      )}
    </tr>
  );
}
