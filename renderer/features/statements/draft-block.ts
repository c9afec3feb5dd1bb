import type { StatementDraft } from '#shared/contract/statements.ts';

export type DraftBlock = 'busy' | 'unread' | 'question' | 'errors' | 'empty' | 'sameFile' | 'sameRows' | 'difference';

/** Why a file cannot be imported as it is; null where it can. The core refuses the same. */
export function blockOf({ state, preview, choice }: StatementDraft): DraftBlock | null {
  if (state !== 'ready' && state !== 'failed') return 'busy';
  if (!preview) return 'unread';
  if (preview.needs.length > 0) return 'question';
  if (preview.errorCount > 0) return 'errors';
  if (preview.rows === 0) return 'empty';
  const isReplaced = (id: number | undefined) => choice.mode === 'replace' && choice.otherId === id;
  if (preview.sameFile && !isReplaced(preview.sameFile.id)) return 'sameFile';
  if (preview.sameRows && !choice.isSameKnown && !isReplaced(preview.sameRows.id)) return 'sameRows';
  return preview.differences.length > 0 && !choice.isDifferenceKnown ? 'difference' : null;
}
