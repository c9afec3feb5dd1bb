export const tracksMessages = {
  'tracks.rating': 'Rating',
  'tracks.stars': '{rating} of 5',
  'tracks.rated':
    '{rating, plural, =0 {Rating removed from} other {Rating set to # on}} {count, plural, one {# track} other {# tracks}}',
} as const satisfies Record<string, string>;
