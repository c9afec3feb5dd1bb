import type { DraftPreview } from '#shared/contract/statements.ts';
import { foldColumn } from './reading/columns.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import type { SniffFacts } from './statement-task.ts';

/** What each column of a file is read as. */
export function columnFields(sniffed: SniffFacts, plan: ReadingPlan): DraftPreview['columns'] {
  const fields = new Map<string, string>();
  const note = (columns: readonly string[], field: string) => {
    for (const column of columns) if (!fields.has(foldColumn(column))) fields.set(foldColumn(column), field);
  };
  for (const [field, columns] of Object.entries(plan.streams?.fields ?? {})) note(columns, field);
  if (plan.content === 'sales') {
    for (const [field, source] of Object.entries(plan.mapping.fields)) note(source.columns, field);
  }
  const personal = new Set(sniffed.personalColumns.map(foldColumn));
  return plan.columns.map((name) => {
    const isPersonal = personal.has(foldColumn(name));
    return { name, field: isPersonal ? null : (fields.get(foldColumn(name)) ?? null), isPersonal };
  });
}
