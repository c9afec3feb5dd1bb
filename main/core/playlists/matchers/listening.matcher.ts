import { because } from '#shared/reasons.ts';
import { bestCandidates } from './best-candidates.ts';
import type { Matcher } from './matcher.ts';

/**
 * Listening: what listeners of the seed hear in the same hours, as ListenBrainz counts it. Online and optional: it is only
 * asked while the user has connected that service, and then for the seed's MusicBrainz id. What comes back is matched to
 * the library before this is called (`context.heard`), so that it takes part like any other.
 */
export const listeningMatcher: Matcher = {
  name: 'listening',
  knows: (_, { heard }) => heard.size > 0,
  match(_, n, { candidates, heard }) {
    return bestCandidates(candidates, n, ({ id }) => heard.get(id) ?? 0).map(({ track, score }) => ({
      trackId: track.id,
      score,
      reasons: [because('heardTogether', {})],
    }));
  },
};
