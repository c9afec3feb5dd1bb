import { actorMay } from '#core/people/authorize.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { Permission } from '#shared/permissions/roles.ts';

/** What is somebody's own to know: the kinds, who knows their own, and who knows everybody's. */
const ownKinds: readonly { kinds: readonly OperationKind[]; own: Permission; all: Permission }[] = [
  {
    kinds: ['startTimer', 'stopTimer', 'editTime', 'removeTime', 'importTime', 'submitTime', 'decideTime'],
    own: 'viewOwnTime',
    all: 'viewAllTime',
  },
  {
    kinds: ['editExpense', 'removeExpense', 'submitExpense', 'decideExpense'],
    own: 'viewOwnExpenses',
    all: 'viewAllExpenses',
  },
  { kinds: ['editIncome', 'editReport'], own: 'viewReports', all: 'viewReports' },
  {
    kinds: [
      ...(['importStatement', 'editStatement', 'matchStatement', 'editContract', 'editPayee'] as const),
      ...(['editLedger', 'editPeriod', 'payRoyalties', 'editRights', 'editLicence'] as const),
    ],
    own: 'viewRoyalties',
    all: 'viewRoyalties',
  },
];

export type HiddenKinds = {
  /** Not shown at all, and not shown of others. */
  all: readonly OperationKind[];
  ofOthers: readonly OperationKind[];
};

/** What the history says nothing of to whoever asks now: others' hours and money. */
export function hiddenKinds(): HiddenKinds {
  const without = (who: 'own' | 'all') => ownKinds.flatMap((each) => (actorMay(each[who]) ? [] : each.kinds));
  return { all: without('own'), ofOthers: without('all') };
}
