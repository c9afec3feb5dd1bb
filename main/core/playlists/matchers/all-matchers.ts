import { artistMatcher } from './artist.matcher.ts';
import { eraMatcher } from './era.matcher.ts';
import { listeningMatcher } from './listening.matcher.ts';
import type { Matcher } from './matcher.ts';
import { mixMatcher } from './mix.matcher.ts';
import { moodMatcher } from './mood.matcher.ts';
import { soundsMatcher } from './sounds.matcher.ts';

/** In the order in which their reasons are told. */
export const allMatchers: readonly Matcher[] = [
  mixMatcher,
  soundsMatcher,
  moodMatcher,
  eraMatcher,
  artistMatcher,
  listeningMatcher,
];
