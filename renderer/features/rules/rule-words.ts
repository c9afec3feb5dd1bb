import type { QueryField } from '#shared/query/fields.ts';
import { type MessageId, messages } from '../../messages/index.ts';
import type { Text } from '../../messages/use-text.ts';

/** A field as it stands within a sentence. */
export function fieldName(text: Text, field: QueryField): string {
  return text(`rules.field.${field}`);
}

/** What `is:`, `has:` and `mood:` ask for, in words. */
export function flagName(text: Text, value: string): string {
  const id = `rules.flag.${value.toLowerCase()}`;
  return isMessage(id) ? text(id) : value;
}

function isMessage(id: string): id is MessageId {
  return Object.hasOwn(messages, id);
}

/** As it begins a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
