import type { LintFixLabel, LintRuleId, LintSeverity, ReleaseLintField, TrackLintField } from '#shared/lint-rules.ts';
import type { LintInput, LintRelease, LintTrack } from './lint-input.ts';
import type { StoreProfile } from './store-profiles.ts';

/** `track` is a place in the order of the release, from 0. */
export type Place = { of: 'release'; field: ReleaseLintField } | { of: 'track'; track: number; field: TrackLintField };

export type ReleasePatch = Partial<
  Pick<
    LintRelease,
    | 'title'
    | 'versionTitle'
    | 'artists'
    | 'artist'
    | 'kind'
    | 'catalogueNumber'
    | 'upc'
    | 'grid'
    | 'language'
    | 'releaseDate'
    | 'originalReleaseDate'
    | 'pLine'
    | 'cLine'
    | 'aiContent'
  >
>;
export type TrackPatch = Partial<
  Pick<
    LintTrack,
    'title' | 'versionTitle' | 'artists' | 'artist' | 'isrc' | 'iswc' | 'language' | 'explicit' | 'pLine' | 'aiContent'
  >
>;

/** `patch` is done by the lint, the others are the user's to do. */
export type FixChange =
  | { kind: 'patch'; release: ReleasePatch; tracks: readonly { track: number; patch: TrackPatch }[] }
  | { kind: 'chooseFile'; track: number }
  | { kind: 'chooseArtwork' };

export type Values = Readonly<Record<string, string | number>>;

export type Fix = {
  label: LintFixLabel;
  values: Values;
  /** Whether it may be done among others, without looking at each. */
  isSafe: boolean;
  change: FixChange;
};

/** What a rule reports. */
export type Problem = {
  place: Place;
  values?: Values;
  /** Where in the text of the field, in UTF-16 units. */
  span?: readonly [number, number];
  fix?: Fix | undefined;
  /** Where it is not that of the rule. */
  severity?: LintSeverity;
  /** Where stores differ: how much it matters to one; null not at all. */
  severityAt?: (store: StoreProfile) => LintSeverity | null;
};

export type Rule = {
  id: LintRuleId;
  severity: LintSeverity;
  /** Rules of style do not bind stores that show what they are given. */
  isStyle?: boolean;
  /** Whether somebody may say that it does not matter here. */
  canIgnore: boolean;
  check: (input: LintInput) => readonly Problem[];
};

export type Finding = {
  /** The same as long as its place and what it is about are. */
  id: string;
  rule: LintRuleId;
  severity: LintSeverity;
  place: Place;
  values: Values;
  /** The text of the field, where the place has one. */
  text: string;
  span: readonly [number, number] | null;
  fix: Fix | null;
  canIgnore: boolean;
  /** The reason it is ignored for; null where it is not. */
  ignored: string | null;
  /** What it is to each chosen store that it matters to. */
  stores: readonly { store: string; severity: LintSeverity }[];
};

/** Longer texts are looked at no closer; `title-length` has said so. */
export const longestText = 1000;

export function onRelease(field: ReleaseLintField): Place {
  return { of: 'release', field };
}

export function onTrack(track: number, field: TrackLintField): Place {
  return { of: 'track', track, field };
}

export function patchRelease(
  label: LintFixLabel,
  release: ReleasePatch,
  { isSafe = true, values = {} }: { isSafe?: boolean; values?: Values } = {},
): Fix {
  return { label, values, isSafe, change: { kind: 'patch', release, tracks: [] } };
}

export function patchTrack(
  label: LintFixLabel,
  track: number,
  patch: TrackPatch,
  { isSafe = true, values = {} }: { isSafe?: boolean; values?: Values } = {},
): Fix {
  return { label, values, isSafe, change: { kind: 'patch', release: {}, tracks: [{ track, patch }] } };
}

/** A text that rules of titles look at, and how it is replaced. */
export type TitleText = {
  text: string;
  field: 'title' | 'versionTitle';
  place: Place;
  /** Whose it is. */
  owner: LintRelease | LintTrack;
  track: number | null;
  language: string;
  fix: (label: LintFixLabel, patch: TitlePatch, options?: { isSafe?: boolean; values?: Values }) => Fix;
};
type TitlePatch = ReleasePatch & TrackPatch;

/** Titles and versions of the release and its tracks, but those that are empty or far too long. */
export function titleTexts(
  input: LintInput,
  fields: readonly TitleText['field'][] = ['title', 'versionTitle'],
): TitleText[] {
  const { release, tracks } = input;
  const language = (own: string) =>
    (own !== '' && own !== 'zxx' ? own : release.language).toLowerCase().split('-')[0] ?? '';
  return fields
    .flatMap((field): TitleText[] => [
      {
        ...{ text: release[field], field, place: onRelease(field), owner: release, track: null },
        language: language(release.language),
        fix: (label, patch, options) => patchRelease(label, patch, options),
      },
      ...tracks.map(
        (track, index): TitleText => ({
          ...{ text: track[field], field, place: onTrack(index, field), owner: track, track: index },
          language: language(release.language || track.language),
          fix: (label, patch, options) => patchTrack(label, index, patch, options),
        }),
      ),
    ])
    .filter(({ text }) => text.trim() !== '' && text.length <= longestText);
}
