import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { CloseDialog } from './close-dialog.tsx';
import { ContractDialog } from './contract-dialog.tsx';
import { CostDialog } from './cost-dialog.tsx';
import { CreditsDialog } from './credits-dialog.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { LinesDialog } from './lines-dialog.tsx';
import { PaidDialog } from './paid-dialog.tsx';
import { PayeeDialog } from './payee-dialog.tsx';
import { PeriodDialog } from './period-dialog.tsx';
import { useRoyalties } from './royalties.store.ts';
import { SplitsDialog } from './splits-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { WhatIfDialog } from './what-if-dialog.tsx';
import { WriteDialog } from './write-dialog.tsx';

/** The dialog of royalties that is open. */
export function RoyaltyDialogs({ period }: { period: RoyaltyPeriod | null }) {
  const dialog = useRoyalties((state) => state.dialog);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'newPeriod':
      return <PeriodDialog period={null} />;
    case 'contract':
      return <ContractDialog key={dialog.id ?? 0} id={dialog.id} />;
    case 'splits':
      return <SplitsDialog />;
    case 'credits':
      return <CreditsDialog />;
    case 'group':
      return <GroupDialog />;
    case 'payee':
      return <PayeeDialog key={dialog.id ?? 0} id={dialog.id} />;
    case 'entry':
      return <EntryDialog />;
    case 'cost':
      return <CostDialog />;
  }
  if (!period) return null;
  switch (dialog.kind) {
    case 'editPeriod':
      return <PeriodDialog period={period} />;
    case 'close':
      return <CloseDialog period={period} />;
    case 'lines':
      return <LinesDialog periodId={period.id} dialog={dialog} />;
    case 'write':
      return <WriteDialog period={period} dialog={dialog} />;
    case 'whatIf':
      return <WhatIfDialog period={period} />;
    case 'paid':
      return <PaidDialog ids={dialog.ids} />;
    case 'transfer':
      return <TransferDialog period={period} />;
  }
}
