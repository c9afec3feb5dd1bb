import { MoreHorizontal } from 'lucide-react';
import type { AssetRef, RightsClaim } from '#shared/contract/rights.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, MenuSeparator, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { DocumentLink } from './documents-field.tsx';
import { editClaim, removeClaim } from './rights.actions.ts';
import styles from './rights.module.css';
import { openRightsDialog } from './rights.store.ts';
import { shareText, spanText, territoriesText } from './rights-words.ts';

type ClaimTableProps = { asset: AssetRef; claims: readonly RightsClaim[]; mayEdit: boolean };

const tones = { pending: 'plain', verified: 'ok', failed: 'error' } as const;

/** Who holds what. */
export function ClaimTable({ asset, claims, mayEdit }: ClaimTableProps) {
  const text = useText();
  if (claims.length === 0) return <p className={styles.quiet}>{text('rights.noClaims')}</p>;
  return (
    <table className={styles.table} aria-label={text('rights.claims')}>
      <thead>
        <tr>
          <th scope="col">{text('rights.right')}</th>
          <th scope="col">{text('rights.holder')}</th>
          <th scope="col" data-figure="true">
            {text('rights.share')}
          </th>
          <th scope="col">{text('rights.where')}</th>
          <th scope="col">{text('rights.when')}</th>
          <th scope="col">{text('rights.verification')}</th>
          {mayEdit && (
            <th scope="col">
              <span className={styles.hidden}>{text('rights.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {claims.map((claim) => (
          <tr key={claim.id} data-contested={claim.isContested || claim.verification === 'failed'}>
            <td>{text(`rights.type.${claim.type}`)}</td>
            <th scope="row">
              {claim.holderName} <span className={styles.quiet}>{text(`rights.holder.${claim.holderRole}`)}</span>
            </th>
            <td data-figure="true">{shareText(claim.share)}</td>
            <td>{territoriesText(text, claim.territories)}</td>
            <td>{spanText(text, claim)}</td>
            <td>
              <Verification claim={claim} />
            </td>
            {mayEdit && (
              <td>
                <ClaimMenu asset={asset} claim={claim} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verification({ claim }: { claim: RightsClaim }) {
  const text = useText();
  const { verification, verifiedHow, verifiedByName, documents, isContested, note } = claim;
  return (
    <span className={styles.verification}>
      <Tag tone={tones[verification]}>{text(`rights.verified.${verification}`)}</Tag>
      {isContested && <Tag tone="error">{text('rights.contested')}</Tag>}
      {verifiedHow !== '' && (
        <span className={styles.quiet}>{verifiedByName ? `${verifiedHow}, ${verifiedByName}` : verifiedHow}</span>
      )}
      {documents.map(({ hash, name }) => (
        <DocumentLink key={hash} hash={hash} name={name} />
      ))}
      {note !== '' && <span className={styles.quiet}>{note}</span>}
    </span>
  );
}

function ClaimMenu({ asset, claim }: { asset: AssetRef; claim: RightsClaim }) {
  const text = useText();
  const edit = (patch: Parameters<typeof editClaim>[1]) => void attempt(() => editClaim(claim, patch));
  return (
    <Menu
      label={text('rights.actionsOf', { name: claim.holderName })}
      trigger={
        <IconButton size="small" label={text('rights.actionsOf', { name: claim.holderName })}>
          <MoreHorizontal size={14} />
        </IconButton>
      }
    >
      <MenuItem text={text('rights.edit')} onAction={() => openRightsDialog({ kind: 'claim', asset, claim })} />
      {claim.verification !== 'verified' && (
        <MenuItem text={text('rights.verify')} onAction={() => edit({ verification: 'verified' })} />
      )}
      {claim.verification !== 'failed' && (
        <MenuItem text={text('rights.refute')} onAction={() => edit({ verification: 'failed' })} />
      )}
      {claim.isContested && <MenuItem text={text('rights.settle')} onAction={() => edit({ isContested: false })} />}
      <MenuItem
        text={text('rights.openDispute')}
        onAction={() => openRightsDialog({ kind: 'dispute', asset, claim, dispute: null })}
      />
      <MenuSeparator />
      <MenuItem text={text('rights.remove')} onAction={() => void removeClaim(claim)} />
    </Menu>
  );
}
