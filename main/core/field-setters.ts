import { setOverrideFields } from './analysis/override-setter.ts';
import { setCues } from './cues/cues.repository.ts';
import { exchangeRecord } from './exchange/exchange-records.ts';
import type { FieldSetters } from './history/field-setters.ts';
import { setDeliveries, storeSettingRecord } from './label/delivery/delivery-records.ts';
import { codeSeriesRecord } from './label/releases/code-series-records.ts';
import { setRecordings } from './label/releases/recording-records.ts';
import { setReleases } from './label/releases/release-records.ts';
import { setWorks } from './label/releases/work-records.ts';
import { licenceRecord, rightsClaimRecord, rightsDisputeRecord } from './label/rights/rights-records.ts';
import {
  statementItemRecord,
  statementMappingRecord,
  statementRecord,
  statementStoreRecord,
} from './label/statements/statement-records.ts';
import { setAdded } from './library/added-time.ts';
import { setDismissedFields } from './library/duplicates/dismissals.ts';
import { setPresent } from './library/forget-tracks.ts';
import { setInbox } from './library/inbox.repository.ts';
import { setLastPlayed, setPlays } from './library/plays.ts';
import { setRatingFields } from './library/tracks.repository.ts';
import { setHeritage } from './people/heritage.ts';
import { departmentRecord, personRecord, teamRecord, workspaceRecord } from './people/people-records.ts';
import { setPlaylistFields } from './playlists/playlist-changes.ts';
import {
  contractGroupRecord,
  paymentRecord,
  releaseSpreadRecord,
  royaltyCostRecord,
  setContracts,
  setLedgerEntries,
  setPayees,
  setPeriods,
} from './royalties/royalty-records.ts';
import { ideaRecord, packRecord, referenceListRecord, seriesRecord } from './studio/pack-records.ts';
import { songCommentRecord, songRecord, songVersionRecord, workflowRecord } from './studio/song-records.ts';
import { tagFieldSetter } from './tags/tag-field-setter.ts';
import { setExpenses, setIncome } from './time/expenses/expense-setter.ts';
import { setTimeEntries } from './time/time-entry-setter.ts';
import { projectRecord, savedReportRecord, taskRecord } from './time/time-records.ts';
import { setTimesheets } from './time/timesheets/timesheet-setter.ts';
import { setTracklistFields } from './tracklists/tracklist-changes.ts';

/** Who sets which field of what can be undone; the only place that knows all of them. */
export const fieldSetters: FieldSetters = {
  tracks: {
    rating: setRatingFields,
    override: setOverrideFields,
    tag: tagFieldSetter,
    plays: setPlays,
    lastPlayed: setLastPlayed,
    duplicate: setDismissedFields,
    inbox: setInbox,
    library: setPresent,
    cues: setCues,
    added: setAdded,
  },
  items: {
    playlist: setPlaylistFields,
    tracklist: setTracklistFields,
    workspace: workspaceRecord.setter,
    department: departmentRecord.setter,
    person: personRecord.setter,
    team: teamRecord.setter,
    heritage: setHeritage,
    workflow: workflowRecord.setter,
    song: songRecord.setter,
    songVersion: songVersionRecord.setter,
    songComment: songCommentRecord.setter,
    rightsClaim: rightsClaimRecord.setter,
    rightsDispute: rightsDisputeRecord.setter,
    licence: licenceRecord.setter,
    exchange: exchangeRecord.setter,
    pack: packRecord.setter,
    series: seriesRecord.setter,
    referenceList: referenceListRecord.setter,
    work: setWorks,
    recording: setRecordings,
    release: setReleases,
    storeSetting: storeSettingRecord.setter,
    delivery: setDeliveries,
    codeSeries: codeSeriesRecord.setter,
    statement: statementRecord.setter,
    statementItem: statementItemRecord.setter,
    statementStore: statementStoreRecord.setter,
    statementMapping: statementMappingRecord.setter,
    idea: ideaRecord.setter,
    project: projectRecord.setter,
    task: taskRecord.setter,
    timeEntry: setTimeEntries,
    timesheet: setTimesheets,
    expense: setExpenses,
    income: setIncome,
    savedReport: savedReportRecord.setter,
    payee: setPayees,
    contract: setContracts,
    contractGroup: contractGroupRecord.setter,
    releaseSpread: releaseSpreadRecord.setter,
    royaltyPeriod: setPeriods,
    payment: paymentRecord.setter,
    ledgerEntry: setLedgerEntries,
    royaltyCost: royaltyCostRecord.setter,
  },
};
