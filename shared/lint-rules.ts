/** What the lint of releases can find, by the names that it shows. `lint.text.*` and `lint.why.*` have the words of each. */
export const lintRuleIds = [
  ...['title-missing', 'title-characters', 'title-encoding', 'title-spaces', 'title-length', 'title-emoji'],
  ...['title-feat', 'title-original', 'title-explicit', 'title-version', 'title-brackets', 'title-suffix'],
  ...['title-part', 'title-edition', 'title-medley', 'title-generic', 'title-file-name', 'title-forbidden'],
  ...['title-own-name', 'title-producer', 'title-case', 'title-casing', 'title-repeated', 'version-consistent'],
  ...[
    'artist-missing',
    'artist-feat',
    'artist-characters',
    'artist-spelling',
    'artist-featured',
    'artist-featured-main',
  ],
  ...['artist-featured-release', 'artist-display', 'artist-various', 'artist-page', 'isni-check', 'ipi-check'],
  ...['tracks-missing', 'kind-length', 'single-title', 'single-artist', 'stores-missing', 'territory-check'],
  ...['isrc-missing', 'isrc-check', 'isrc-year', 'isrc-registrant', 'isrc-repeated', 'isrc-taken', 'iswc-check'],
  ...['upc-missing', 'upc-check', 'upc-reused', 'catalogue-missing', 'catalogue-reused', 'grid-check', 'label-missing'],
  ...[
    'pline-missing',
    'pline-form',
    'pline-year',
    'pline-owner',
    'cline-missing',
    'cline-form',
    'cline-year',
    'cline-owner',
  ],
  ...[
    'date-missing',
    'date-check',
    'date-past',
    'date-early',
    'date-far',
    'date-original',
    'date-preorder',
    'date-friday',
  ],
  ...['lead-time', 'genre-missing', 'language-missing', 'language-check', 'language-script', 'instrumental-language'],
  ...['instrumental-lyrics', 'explicit-unset', 'ai-undeclared', 'composer-missing', 'lyricist-missing', 'legal-name'],
  ...['producer-missing', 'share-sum', 'artwork-missing', 'artwork-broken', 'artwork-size', 'artwork-square'],
  ...['artwork-colour', 'artwork-alpha', 'artwork-upscaled', 'artwork-blurred', 'artwork-format', 'artwork-bytes'],
  ...[
    'artwork-reused',
    'artwork-border',
    'audio-missing',
    'audio-gone',
    'audio-same',
    'audio-lossy',
    'audio-transcode',
  ],
  ...['audio-format', 'audio-tag', 'audio-rate', 'audio-bits', 'audio-padded', 'audio-mixed', 'audio-channels'],
  ...['audio-length', 'audio-silence', 'audio-gap', 'audio-clipping', 'audio-peak', 'audio-unheard', 'loudness-info'],
] as const;
export type LintRuleId = (typeof lintRuleIds)[number];

/** An error keeps a release from its stores, a warning explains what may go wrong, a note is to be known. */
export const lintSeverities = ['error', 'warning', 'note'] as const;
export type LintSeverity = (typeof lintSeverities)[number];

export const releaseLintFields = [
  ...['title', 'versionTitle', 'artists', 'artist', 'kind', 'label', 'catalogueNumber', 'upc', 'grid', 'genre'],
  ...['language', 'releaseDate', 'originalReleaseDate', 'preorderDate', 'pLine', 'cLine', 'territories', 'aiContent'],
  ...['artwork', 'stores', 'tracks'],
] as const;
export type ReleaseLintField = (typeof releaseLintFields)[number];

export const trackLintFields = [
  ...['title', 'versionTitle', 'artists', 'artist', 'isrc', 'iswc', 'language', 'explicit', 'credits', 'shares'],
  ...['pLine', 'aiContent', 'file', 'loudness'],
] as const;
export type TrackLintField = (typeof trackLintFields)[number];

/** What a fix is called on its button. */
export const lintFixLabels = [
  ...['apply', 'assign', 'changeTo', 'remove', 'moveToVersion', 'setTo', 'credit', 'chooseFile', 'chooseArtwork'],
  ...['takeOver', 'insert'],
] as const;
export type LintFixLabel = (typeof lintFixLabels)[number];

/** What a store says to a release as it is. */
export const storeLintStates = ['ready', 'warnings', 'blocked'] as const;
export type StoreLintState = (typeof storeLintStates)[number];
