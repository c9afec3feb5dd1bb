import type { SortField, SortTerm } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import type { Text } from '../../messages/use-text.ts';

/** The column whose name stands for a field. */
const columnOfField: Readonly<Record<Exclude<SortField, 'format' | 'danceability'>, ColumnId>> = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  genre: 'genre',
  label: 'label',
  bpm: 'bpm',
  key: 'key',
  length: 'length',
  rating: 'rating',
  plays: 'plays',
  lastplayed: 'lastplayed',
  year: 'year',
  added: 'added',
  lufs: 'lufs',
  bitrate: 'bitrate',
  energy: 'energy',
  quality: 'quality',
  path: 'path',
};

/** Fields of time say new and old, amounts say high and low, texts only whether they are reversed. */
const kinds: Partial<Record<SortField, 'time' | 'amount' | 'length'>> = {
  added: 'time',
  lastplayed: 'time',
  year: 'time',
  rating: 'amount',
  plays: 'amount',
  bpm: 'amount',
  lufs: 'amount',
  energy: 'amount',
  danceability: 'amount',
  quality: 'amount',
  bitrate: 'amount',
  length: 'length',
};

const orders = {
  time: { ascending: 'library.order.oldest', descending: 'library.order.newest' },
  amount: { ascending: 'library.order.lowest', descending: 'library.order.highest' },
  length: { ascending: 'library.order.shortest', descending: 'library.order.longest' },
  text: { ascending: 'library.order.ascending', descending: 'library.order.descending' },
} as const;

/** The field as the head of its column has it, where it has one. */
export function sortFieldName(field: SortField, text: Text): string {
  if (field === 'format' || field === 'danceability') return text(`library.field.${field}`);
  return text(`library.column.${columnOfField[field]}`);
}

/** An order in words: "Added, newest first". */
export function sortName({ field, direction }: SortTerm, text: Text): string {
  const order = orders[kinds[field] ?? 'text'][direction];
  return text(order, { name: sortFieldName(field, text) });
}
