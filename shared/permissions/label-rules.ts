import type { MethodRule } from './method-rules.ts';

/** Who may call what of releases, deliveries, statements, royalties and rights. */
export const labelRules = {
  'releases.edit': 'editReleases',
  'releases.get': 'viewReleases',
  'releases.list': 'viewReleases',
  'releases.makeFromPack': 'editReleases',
  'releases.makeFromSongs': 'editReleases',
  'releases.makeFromTracks': 'editReleases',
  'releases.remove': 'editReleases',
  'releases.setTracks': 'editReleases',
} as const satisfies Record<string, MethodRule>;
