export const searchMessages = {
  'search.label': 'Search the library',
  'search.placeholder': 'Search or filter: genre:house bpm:120..126 ~key:8A',
  'search.focus': 'Search',
  'search.clear': 'Clear the search',
  'search.edit': 'Edit {term}',
  'search.count': '{count, number} of {total, number}',
  'search.countLabel': '{count, plural, one {# track} other {# tracks}} found, of {total, number}',
  'search.suggestions': 'Suggestions',
  'search.unknownField': 'There is no field called <b>{name}</b>.',
  'search.badValue': '<b>{value}</b> is not something <b>{name}</b> can be.',
  'search.applyFix': 'Tab: use {suggestion}',
  'search.didYouMean': 'Did you mean <b>{suggestion}</b>?',
} as const satisfies Record<string, string>;
