import type { HistoryEvent } from '#shared/contract/history.ts';
import { moods, qualityVerdicts } from '#shared/findings.ts';
import { formatKey, isMusicKey, type KeyNotation } from '#shared/music-key.ts';
import type { Text } from '../../../messages/use-text.ts';
import { energyLevel, formatBpm, formatMoment, formatPercent, moodText } from '../../tracks/index.ts';

type Value = HistoryEvent['newValue'];

const fields = ['bpm', 'key', 'mood', 'genre', 'grid', 'quality', 'energy', 'analysis'] as const;
type Field = (typeof fields)[number];

export type DescribedEvent = {
  field: string;
  /** Null where only the new value is known. */
  from: string | null;
  to: string;
  /** Who changed it, how sure it was, and by what. */
  note: string;
};

/** One change in words. What this window does not know is shown as it was written. */
export function describeEvent(event: HistoryEvent, notation: KeyNotation, text: Text): DescribedEvent {
  const field = fields.find((each) => each === event.field);
  const write = (value: Value) => (field ? valueText(field, value, notation, text) : plainText(value, text));
  const isReset = event.kind === 'reset';
  const note = [
    text(event.actor === 'user' ? 'inspector.history.you' : 'inspector.history.analysis'),
    isReset && event.newValue !== null ? text('inspector.history.reset') : '',
    event.confidence === null ? '' : text('inspector.history.sure', { share: formatPercent(event.confidence) }),
    event.algorithm ?? '',
  ];
  return {
    field: field ? text(`inspector.history.field.${field}`) : event.field,
    from: event.oldValue === null && event.kind === 'analysed' ? null : write(event.oldValue),
    to: isReset && event.newValue === null ? text('inspector.history.automatic') : write(event.newValue),
    note: note.filter(Boolean).join(', '),
  };
}

function valueText(field: Field, value: Value, notation: KeyNotation, text: Text): string {
  if (value === null) return text(field === 'bpm' || field === 'key' ? 'inspector.history.nothing' : 'inspector.none');
  if (field === 'bpm' && typeof value === 'number') return formatBpm(value);
  if (field === 'key' && typeof value === 'number' && isMusicKey(value)) return formatKey(value, notation);
  if (field === 'energy' && typeof value === 'number') return String(energyLevel(value));
  if (field === 'quality' && value === true) return text('inspector.history.accepted');
  const verdict = field === 'quality' && qualityVerdicts.find((each) => each === value);
  if (verdict) return text(`tracks.verdict.${verdict}`);
  if (field === 'mood' && moodsIn(value).length > 0) return moodText(moodsIn(value), text);
  if (field === 'mood') return text('inspector.none');
  if (field === 'grid' && typeof value === 'object' && !Array.isArray(value) && typeof value.anchorMs === 'number') {
    return formatMoment(value.anchorMs);
  }
  return plainText(value, text);
}

/** A list of names, or one text with spaces between them. */
function moodsIn(value: Value) {
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
  return names.flatMap((name) => moods.filter((mood) => mood === name));
}

function plainText(value: Value, text: Text): string {
  if (value === null || value === '') return text('inspector.none');
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
