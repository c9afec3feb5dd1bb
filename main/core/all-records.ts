import type { JsonValue } from './history/operations.repository.ts';
import type { RecordKind } from './history/record-kind.ts';
import { deliveryRecord, storeSettingRecord } from './label/delivery/delivery-records.ts';
import { codeSeriesRecord } from './label/releases/code-series-records.ts';
import { recordingRecord } from './label/releases/recording-records.ts';
import { releaseRecord } from './label/releases/release-records.ts';
import { workRecord } from './label/releases/work-records.ts';
import { licenceRecord, rightsClaimRecord, rightsDisputeRecord } from './label/rights/rights-records.ts';
import { departmentRecord, personRecord, teamRecord, workspaceRecord } from './people/people-records.ts';
import {
  contractGroupRecord,
  contractRecord,
  ledgerEntryRecord,
  payeeRecord,
  paymentRecord,
  periodRecord,
  releaseSpreadRecord,
  royaltyCostRecord,
} from './royalties/royalty-records.ts';
import { ideaRecord, packRecord, referenceListRecord, seriesRecord } from './studio/pack-records.ts';
import { songCommentRecord, songRecord, songVersionRecord, workflowRecord } from './studio/song-records.ts';
import {
  expenseRecord,
  incomeRecord,
  projectRecord,
  savedReportRecord,
  taskRecord,
  timeEntryRecord,
  timesheetRecord,
} from './time/time-records.ts';

/** All of a record as plain JSON, whatever its kind. */
export type RecordValues = Record<string, JsonValue>;
export type AnyRecord = RecordKind<RecordValues>;

/**
 * Every kind of record that people make, those that others name before those that name them: a record of time names a song, which
 * names its pack. A test compares it with the setters.
 */
export const allRecords = [
  departmentRecord,
  personRecord,
  teamRecord,
  workflowRecord,
  packRecord,
  seriesRecord,
  referenceListRecord,
  songRecord,
  songVersionRecord,
  songCommentRecord,
  codeSeriesRecord,
  workRecord,
  recordingRecord,
  releaseRecord,
  storeSettingRecord,
  deliveryRecord,
  rightsClaimRecord,
  rightsDisputeRecord,
  licenceRecord,
  ideaRecord,
  projectRecord,
  taskRecord,
  timeEntryRecord,
  expenseRecord,
  incomeRecord,
  timesheetRecord,
  savedReportRecord,
  payeeRecord,
  contractRecord,
  contractGroupRecord,
  releaseSpreadRecord,
  periodRecord,
  paymentRecord,
  ledgerEntryRecord,
  royaltyCostRecord,
  // Last: the day it closes time before must not stand in the way of that time.
  workspaceRecord,
] as unknown as readonly AnyRecord[];

/** Throws for a kind that is none. */
export function recordOf(kind: string): AnyRecord {
  const record = allRecords.find(({ name }) => name === kind);
  if (!record) throw new Error(`No record ${kind}: name it in main/core/all-records.ts`);
  return record;
}

/** What people are named by in the states of records. */
export const personKeys: ReadonlySet<string> = new Set([
  'personId',
  'ownerId',
  'assigneeId',
  'doneBy',
  'decidedBy',
  'clientId',
  'headId',
  'leadId',
  'mergedInto',
  'holderId',
  'verifiedBy',
  // Of what a report asks for.
  'personIds',
  'clientIds',
  // Of what a contract is about.
  'artistIds',
]);

/** The same JSON with other numbers where records are named. `to` is asked with the key a number stands under. */
export function renumbered(value: JsonValue, to: (key: string, id: number) => JsonValue, key = ''): JsonValue {
  if (Array.isArray(value)) return value.map((each) => renumbered(each, to, key));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renumbered(each, to, name)]));
  }
  return typeof value === 'number' ? to(key, value) : value;
}
