import type { ErnMessage, ErnVersion } from './ern-message.ts';
import { writeErn43 } from './write-ern-43.ts';
import { writeErn382 } from './write-ern-382.ts';
import { writeErn432 } from './write-ern-432.ts';

const writers: Readonly<Record<ErnVersion, (message: ErnMessage) => string>> = {
  '4.3.2': writeErn432,
  '4.3': writeErn43,
  '3.8.2': writeErn382,
};

/** The message as XML: the same message gives the same bytes. Throws ERN_INCOMPLETE and XML_TEXT_INVALID. */
export function writeErn(message: ErnMessage, version: ErnVersion = '4.3.2'): string {
  return writers[version](message);
}
