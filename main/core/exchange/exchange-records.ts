import type { JsonValue } from '#core/history/operations.repository.ts';
import { json, recordKind } from '#core/history/record-kind.ts';

/** A file that came from another installation, or went to one, and what became of it. */
export type ExchangeState = {
  fileId: string;
  direction: 'in' | 'out';
  kind: string;
  sender: string;
  publicKey: string;
  state: 'pending' | 'approved' | 'partlyApproved' | 'rejected' | 'cancelled';
  /** What the file says. */
  content: JsonValue;
  createdAt: number;
  decidedAt: number | null;
};

export const exchangeRecord = recordKind<ExchangeState>({
  name: 'exchange',
  table: 'exchange',
  columns: {
    fileId: 'file_id',
    direction: 'direction',
    kind: 'kind',
    sender: 'sender',
    publicKey: 'public_key',
    state: 'state',
    content: json('content'),
    createdAt: 'created_at',
    decidedAt: 'decided_at',
  },
});
