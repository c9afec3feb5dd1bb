import { Plus } from 'lucide-react';
import type { Output } from '#shared/contract/index.ts';
import type { AssetRef, RightsClaim } from '#shared/contract/rights.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { Flags } from './asset-list.tsx';
import { ClaimTable } from './claim-table.tsx';
import { DisputeList } from './dispute-list.tsx';
import { LicenceTable } from './licence-list.tsx';
import styles from './rights.module.css';
import { openRightsDialog } from './rights.store.ts';
import { shareText, spanText, territoriesText } from './rights-words.ts';
import { useMayEditRights } from './use-may-edit.ts';

type Details = Output<'rights.asset'>;

/** All that is known of the rights in one recording, work or release. */
export function AssetDetails({ asset: { kind, id } }: { asset: AssetRef }) {
  const text = useText();
  const { data: details } = useCall('rights.asset', { kind, id });
  const { data: licences = [] } = useCall('licences.list', { asset: { kind, id } });
  const mayEdit = useMayEditRights();
  if (!details) return null;
  const asset = { kind, id };
  return (
    <section className={styles.details} aria-label={details.title} tabIndex={-1}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{details.title}</h2>
          <p className={styles.quiet}>
            {[text(`rights.asset.${kind}`), details.artist, details.code].filter((part) => part !== '').join(' · ')}
          </p>
          <Flags asset={details} />
        </div>
        {mayEdit && (
          <div className={styles.actions}>
            <Button icon={<Plus size={16} />} onPress={() => openRightsDialog({ kind: 'claim', asset, claim: null })}>
              {text('rights.addClaim')}
            </Button>
            <Button onPress={() => openRightsDialog({ kind: 'licence', asset, licence: null })}>
              {text('rights.addLicence')}
            </Button>
            <Button onPress={() => openRightsDialog({ kind: 'dispute', asset, claim: null, dispute: null })}>
              {text('rights.openDispute')}
            </Button>
          </div>
        )}
      </header>
      <Conflicts details={details} />
      <Differences details={details} />
      <ClaimTable asset={asset} claims={details.claims} mayEdit={mayEdit} />
      {details.disputes.length > 0 && <DisputeList asset={asset} details={details} mayEdit={mayEdit} />}
      {licences.length > 0 && (
        <>
          <h3 className={styles.section}>{text('rights.licences')}</h3>
          <LicenceTable licences={licences} isNamed={false} />
        </>
      )}
    </section>
  );
}

/** Where claims of several together are more than there is. */
function Conflicts({ details: { conflicts, claims } }: { details: Details }) {
  const text = useText();
  if (conflicts.length === 0) return null;
  const nameOf = (id: RightsClaim['id']) => claims.find((claim) => claim.id === id)?.holderName ?? '';
  return (
    <ul className={styles.conflicts} aria-label={text('rights.conflicts')}>
      {conflicts.map((conflict) => (
        <li
          key={`${conflict.type}-${conflict.claimIds.join()}-${conflict.fromDay}-${conflict.territories.codes.join()}`}
        >
          {text('rights.conflict', {
            right: text(`rights.type.${conflict.type}`),
            total: shareText(conflict.total),
            names: conflict.claimIds.map(nameOf).join(', '),
            where: territoriesText(text, conflict.territories),
            when: spanText(text, conflict),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Where somebody is paid other than what they hold. */
function Differences({ details: { differences } }: { details: Details }) {
  const text = useText();
  if (differences.length === 0) return null;
  return (
    <ul className={styles.differences} aria-label={text('rights.differences')}>
      {differences.map(({ side, personId, name, rightsShare, splitShare }) => (
        <li key={`${side}-${personId}`}>
          {text('rights.difference', {
            name,
            held: rightsShare === null ? text('rights.nothing') : shareText(rightsShare),
            paid: splitShare === null ? text('rights.nothing') : shareText(splitShare),
          })}
        </li>
      ))}
    </ul>
  );
}
