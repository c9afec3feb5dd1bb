import { useState } from 'react';
import { fieldDefinition } from '#shared/query/fields.ts';
import { useCall } from '../../api/query.ts';
import {
  byBeginning,
  completionAt,
  fieldSuggestions,
  fixedValues,
  listedField,
  maxSuggestions,
  playlistNames,
  valueQuery,
  withField,
  withValue,
} from './completions.ts';

export type Suggestion = { text: string; count: number | null };

export type Suggestions = {
  isOpen: boolean;
  items: readonly Suggestion[];
  /** −1 while none is chosen: typing goes on as if the list were not there. */
  active: number;
  move: (step: 1 | -1) => void;
  close: () => void;
  /** The draft with this suggestion in it. */
  accept: (index: number) => string | null;
};

/** Names of fields and values of the library for what is being typed. */
export function useSuggestions(draft: string, isFocused: boolean): Suggestions {
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const [place, setPlace] = useState({ draft, index: -1 });
  const completion = completionAt(draft);
  const value = completion?.kind === 'value' ? completion : null;
  const listed = value && listedField(value.field);
  const facet = useCall(
    'tracks.facet',
    { field: listed ?? 'genre', text: value ? valueQuery(value) : '', limit: maxSuggestions },
    { enabled: isFocused && listed !== null, keepsPrevious: true },
  );

  const asksPlaylists = value !== null && fieldDefinition(value.field).kind === 'playlist';
  const playlists = useCall('playlists.list', undefined, { enabled: isFocused && asksPlaylists });

  const items: Suggestion[] = [];
  if (completion?.kind === 'field') {
    items.push(...fieldSuggestions(completion.prefix).map((field) => ({ text: `${field}:`, count: null })));
  }
  if (value) items.push(...fixedValues(value).map((text) => ({ text, count: null })));
  if (value && listed && !facet.isPlaceholderData) {
    const values = facet.data?.values.filter(({ value: text }) => text !== '') ?? [];
    items.push(...byBeginning(values, value.prefix).map(({ value: text, count }) => ({ text, count })));
  }

  if (value && asksPlaylists) {
    items.push(...playlistNames(playlists.data ?? [], value).map((text) => ({ text, count: null })));
  }

  const isOpen = isFocused && items.length > 0 && closedFor !== draft;
  const active = isOpen && place.draft === draft && place.index < items.length ? place.index : -1;

  return {
    isOpen,
    items,
    active,
    move(step) {
      // One more place than items: none, from which one goes on typing.
      const places = items.length + 1;
      setPlace({ draft, index: ((active + 1 + step + places) % places) - 1 });
    },
    close: () => setClosedFor(draft),
    accept(index) {
      const item = items[index];
      if (!item || !completion) return null;
      if (completion.kind === 'value') return withValue(draft, completion, item.text);
      const field = fieldSuggestions(completion.prefix)[index];
      return field ? withField(draft, completion, field) : null;
    },
  };
}
