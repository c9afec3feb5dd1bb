import type { EditField } from '#shared/tags/edit-fields.ts';

export const tagFieldPrefix = 'tag';

/** The name under which history keeps a field's edit. Its value is a list of texts, or null for no edit. */
export function historyField(field: EditField): string {
  return `${tagFieldPrefix}:${field}`;
}
