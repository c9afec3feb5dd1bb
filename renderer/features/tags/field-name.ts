import { type EditTextField, editTextFields } from '#shared/tags/edit-fields.ts';
import type { Text } from '../../messages/use-text.ts';

const known = new Set<string>(editTextFields);
const written = ['bpm', 'key', 'replayGainTrackGain', 'replayGainTrackPeak', 'rating'] as const;

/** What a person calls a field; free fields by the name they have in the file. */
export function fieldName(text: Text, field: string): string {
  if (field.startsWith('custom:')) return field.slice('custom:'.length);
  if (field === 'cover' || field === 'covers') return text('tags.field.cover');
  if (known.has(field)) return text(`tags.field.${field as EditTextField}`);
  const measured = written.find((each) => each === field);
  return measured ? text(`tags.field.${measured}`) : field;
}
