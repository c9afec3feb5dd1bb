export const tracksMessages = {
  'tracks.rating': 'Rating',
  'tracks.stars': '{rating} of 5',
  'tracks.rated':
    '{rating, plural, =0 {Rating removed from} other {Rating set to # on}} {count, plural, one {# track} other {# tracks}}',
  'tracks.reset': 'Back to what analysis says: {count, plural, one {# track} other {# tracks}}',
  'tracks.tempoDoubled': 'Tempo doubled on {count, plural, one {# track} other {# tracks}}',
  'tracks.tempoHalved': 'Tempo halved on {count, plural, one {# track} other {# tracks}}',
  'tracks.quality.transcode': 'Transcode',
  'tracks.quality.uncertain': 'Transcode?',
  'tracks.quality.poor': 'Poor',
  'tracks.mood.happy': 'happy',
  'tracks.mood.sad': 'sad',
  'tracks.mood.aggressive': 'aggressive',
  'tracks.mood.relaxed': 'relaxed',
  'tracks.mood.acoustic': 'acoustic',
  'tracks.mood.electronic': 'electronic',
  'tracks.mood.party': 'party',
} as const satisfies Record<string, string>;
