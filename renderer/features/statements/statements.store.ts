import { create } from 'zustand';
import type { StatementItemId } from '#shared/contract/statements.ts';

/** What the view of statements shows. */
export const statementParts = ['list', 'items', 'names'] as const;
export type StatementPart = (typeof statementParts)[number];

type StatementsState = {
  part: StatementPart;
  isImportOpen: boolean;
  /** The file that is looked at among those that wait. */
  draftId: number | null;
  /** Bytes that a browser hands over now: 0 to 1. */
  uploading: number | null;
  itemMatch: 'open' | 'matched' | 'ignored';
  itemText: string;
  itemId: StatementItemId | null;
  chosen: ReadonlySet<StatementItemId>;
};

export const useStatements = create<StatementsState>(() => ({
  ...{ part: 'list', isImportOpen: false, draftId: null, uploading: null },
  ...{ itemMatch: 'open', itemText: '', itemId: null, chosen: new Set() },
}));

export function openImport(): void {
  useStatements.setState({ isImportOpen: true });
}

export function closeImport(): void {
  useStatements.setState({ isImportOpen: false });
}
