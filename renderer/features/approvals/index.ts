export { amountText, categoryText, shortDay } from './approval-text.ts';
export { registerApprovalCommands } from './approvals.commands.ts';
export { ApprovalsPane } from './approvals-pane.tsx';
export { ApprovalsView } from './approvals-view.tsx';
export { HourValue } from './hour-value.tsx';
export { ReceiptLink } from './receipt-link.tsx';
export { localDay } from './use-today.ts';
