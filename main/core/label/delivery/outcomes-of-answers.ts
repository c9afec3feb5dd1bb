import { readAcknowledgement } from '#core/label/ern/read-acknowledgement.ts';
import type { StoreAnswer } from '#core/label/ern/store-answer.ts';
import type { OutcomeState } from '#shared/delivery/delivery-states.ts';

/** What an answer means for a delivery. What was only received says that it is there; what is accepted is being looked at. */
const states: Readonly<Record<StoreAnswer['outcome'], OutcomeState | null>> = {
  received: 'processingPlatform',
  accepted: 'verifying',
  live: 'live',
  rejected: 'rejected',
  takenDown: 'takenDown',
  unknown: null,
};

/** What a file says happened to a release at a store. Texts that it does not say are empty. */
export type Outcome = Pick<StoreAnswer, 'store' | 'storeDpid' | 'messageIds' | 'release' | 'status'> & {
  /** Row of a table or line of a document, from 1. */
  row: number;
  /** Null where its words are not known. */
  to: OutcomeState | null;
  url: string;
  note: string;
};

const longestNote = 2000;

/** Throws XML_INVALID, XML_TOO_LARGE and ACKNOWLEDGEMENT_UNKNOWN. */
export function readOutcomes(bytes: Uint8Array, name: string): Outcome[] {
  return readAcknowledgement(bytes, name).map(
    ({ outcome, status, store, storeDpid, messageIds, release, codes, reasons, url, line }) => ({
      ...{ store, storeDpid, messageIds, release, status, row: line, to: states[outcome] },
      url: linkOf(url),
      note: [...codes, ...reasons].join(' · ').slice(0, longestNote),
    }),
  );
}

/** Only what a browser may open: nothing that a file says becomes a script. */
function linkOf(text: string): string {
  return /^https?:\/\/[^\s<>"]{1,1900}$/i.test(text) ? text : '';
}
