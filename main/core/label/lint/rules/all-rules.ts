import type { Rule } from '../finding.ts';
import { artistRules } from './artist-rules.ts';
import { artworkRules } from './artwork-rules.ts';
import { audioRules } from './audio-rules.ts';
import { casingRules } from './casing-rules.ts';
import { characterRules } from './character-rules.ts';
import { codeRules } from './code-rules.ts';
import { dateRules } from './date-rules.ts';
import { featuringRules } from './featuring.ts';
import { fieldRules } from './field-rules.ts';
import { lineRules } from './line-rules.ts';
import { titleRules } from './title-rules.ts';
import { versionRules } from './version-rules.ts';

export const allRules: readonly Rule[] = [
  ...featuringRules,
  ...characterRules,
  ...titleRules,
  ...versionRules,
  ...casingRules,
  ...artistRules,
  ...codeRules,
  ...lineRules,
  ...dateRules,
  ...fieldRules,
  ...artworkRules,
  ...audioRules,
];
