import type { Method } from '../contract/index.ts';
import { labelRules } from './label-rules.ts';
import { libraryRules } from './library-rules.ts';
import { peopleRules } from './people-rules.ts';
import type { Permission } from './roles.ts';
import { studioRules } from './studio-rules.ts';
import { timeRules } from './time-rules.ts';

/**
 * What a method asks of who calls it: a permission, or nothing. Where a method is about one's own things and about those of
 * others, this is the lesser one, and its handler asks for the other.
 */
export type MethodRule = Permission | 'anyone';

/** The one table of who may call what; `dispatch` asks it for every call. */
export const methodRules: Readonly<Record<Method, MethodRule>> = {
  ...libraryRules,
  ...peopleRules,
  ...studioRules,
  ...timeRules,
  ...labelRules,
};
