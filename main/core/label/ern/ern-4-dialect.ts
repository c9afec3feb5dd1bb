import type { ErnAiContent, ErnExplicit, ErnVersion } from './ern-message.ts';
import type { XmlContent } from './xml-element.ts';

/** Where editions of ERN 4 differ. What is not here is the same in all that we write. */
export type Ern4Dialect = {
  version: ErnVersion;
  /** Which edition of the allowed values it goes by. */
  avsVersionId: string;
  genre(genre: string, subGenre: string): XmlContent;
  parentalWarning(explicit: ErnExplicit): XmlContent;
  containsAi(content: ErnAiContent): XmlContent;
  /** Everything of a contributor that follows who they are. */
  contribution(roles: readonly ErnRoleValue[], instruments: readonly string[], ai: ErnAiContent): XmlContent;
};

export type ErnRoleValue = { value: string; isWriter: boolean };
