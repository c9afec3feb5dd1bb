import type { ClaimFields, RightsClaim } from '#shared/contract/rights.ts';
import { readCountries } from '#shared/countries.ts';
import { readShare, shareText } from './rights-words.ts';
import type { TypedTerritories } from './territories-field.tsx';

/** What is typed; nothing of it counts before it is saved. */
export type ClaimForm = Omit<ClaimFields, 'share' | 'territories' | 'holderId'> & {
  holderId: ClaimFields['holderId'] | null;
  share: string;
  territories: TypedTerritories;
};

export type ClaimProblem = 'holder' | 'share' | 'countries';

export function claimForm(claim: RightsClaim | null): ClaimForm {
  if (claim) {
    const { type, holderId, holderRole, fromDay, toDay, verification, verifiedHow, note, documents } = claim;
    return {
      ...{ type, holderId, holderRole, fromDay, toDay, verification, verifiedHow, note, documents },
      share: shareText(claim.share).replace(' %', ''),
      territories: typedTerritories(claim.territories),
    };
  }
  return {
    ...{ type: 'master', holderId: null, holderRole: 'artist', share: '100', fromDay: '', toDay: '' },
    ...{ verification: 'pending', verifiedHow: '', note: '', documents: [] },
    territories: { mode: 'world', codes: '' },
  };
}

export function readClaim(form: ClaimForm): { claim: ClaimFields } | { problem: ClaimProblem } {
  const share = readShare(form.share);
  const territories = readTerritories(form.territories);
  if (form.holderId === null) return { problem: 'holder' };
  if (share === null) return { problem: 'share' };
  if (territories === null) return { problem: 'countries' };
  return { claim: { ...form, holderId: form.holderId, share, territories } };
}

export function typedTerritories({ mode, codes }: ClaimFields['territories']): TypedTerritories {
  return { mode, codes: codes.join(', ') };
}

/** Null where no country is named, or something that is none. */
export function readTerritories({ mode, codes }: TypedTerritories): ClaimFields['territories'] | null {
  if (mode === 'world') return { mode, codes: [] };
  const read = readCountries(codes);
  return read === null || read.length === 0 ? null : { mode, codes: read };
}
