import type { Output } from '#shared/contract/index.ts';
import type { AssetRef, RightsDispute } from '#shared/contract/rights.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Tag } from '../../ui/index.ts';
import { shortDay } from '../approvals/index.ts';
import { DocumentLink } from './documents-field.tsx';
import { removeDispute } from './rights.actions.ts';
import styles from './rights.module.css';
import { openRightsDialog } from './rights.store.ts';

type DisputeListProps = { asset: AssetRef; details: Output<'rights.asset'>; mayEdit: boolean };

const tones = { open: 'error', resolved: 'ok', closed: 'plain' } as const;

/** What others say against it, the open ones first. */
export function DisputeList({ asset, details: { disputes, claims }, mayEdit }: DisputeListProps) {
  const text = useText();
  const holderOf = ({ claimId }: RightsDispute) => claims.find(({ id }) => id === claimId)?.holderName;
  return (
    <>
      <h3 className={styles.section}>{text('rights.disputes')}</h3>
      <ul className={styles.disputes} aria-label={text('rights.disputes')}>
        {disputes.map((dispute) => (
          <li key={dispute.id} className={styles.dispute}>
            <Tag tone={tones[dispute.state]}>{text(`rights.dispute.${dispute.state}`)}</Tag>
            <span className={styles.disputeText}>
              <span>
                {text('rights.disputeOf', {
                  opponent: dispute.opponent || text('rights.somebody'),
                  holder: holderOf(dispute) ?? text('rights.theAsset'),
                  day: shortDay(dispute.openedOn),
                })}
              </span>
              {dispute.reason !== '' && <span className={styles.quiet}>{dispute.reason}</span>}
              {dispute.resolution !== '' && (
                <span className={styles.quiet}>
                  {text('rights.ended', { resolution: dispute.resolution, day: shortDay(dispute.endedOn) })}
                </span>
              )}
              {dispute.documents.map(({ hash, name }) => (
                <DocumentLink key={hash} hash={hash} name={name} />
              ))}
            </span>
            {mayEdit && (
              <span className={styles.actions}>
                <Button size="small" onPress={() => openRightsDialog({ kind: 'dispute', asset, claim: null, dispute })}>
                  {text('rights.edit')}
                </Button>
                <Button size="small" onPress={() => void removeDispute(dispute)}>
                  {text('rights.remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
