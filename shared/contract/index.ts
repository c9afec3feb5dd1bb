import { z } from 'zod';
import { accountsContract } from './accounts.ts';
import { achievementsContract } from './achievements.ts';
import { activity, activityContract } from './activity.ts';
import { analysisContract } from './analysis.ts';
import { analyticsContract } from './analytics.ts';
import { approvalsContract } from './approvals.ts';
import { backupsContract } from './backups.ts';
import { catalogueContract } from './catalogue.ts';
import { codesContract } from './codes.ts';
import { commentsContract } from './comments.ts';
import { connectorsContract } from './connectors.ts';
import { contractsContract } from './contracts.ts';
import { cueContract } from './cue.ts';
import { cuesContract } from './cues.ts';
import { topics } from './define.ts';
import { deliveriesContract } from './deliveries.ts';
import { enrichContract } from './enrich.ts';
import { exchangeContract } from './exchange.ts';
import { expensesContract } from './expenses.ts';
import { generateContract } from './generate.ts';
import { historyContract } from './history.ts';
import { homeContract } from './home.ts';
import { hostContract } from './host.ts';
import { ideasContract } from './ideas.ts';
import { importsContract } from './imports.ts';
import { incomeContract } from './income.ts';
import { interopContract } from './interop.ts';
import { invitationsContract } from './invitations.ts';
import { ledgerContract } from './ledger.ts';
import { duplicatesContract } from './library/duplicates.ts';
import { foldersContract } from './library/folders.ts';
import { inboxContract } from './library/inbox.ts';
import { problemsContract } from './library/problems.ts';
import { tracksContract } from './library/tracks.ts';
import { licencesContract } from './licences.ts';
import { lintContract } from './lint.ts';
import { lookupsContract } from './lookups.ts';
import { modelsContract } from './models.ts';
import { notificationsContract } from './notifications.ts';
import { organizeContract } from './organize.ts';
import { packsContract } from './packs.ts';
import { payeesContract } from './payees.ts';
import { paymentsContract } from './payments.ts';
import { peopleContract } from './people.ts';
import { platformsContract } from './platforms.ts';
import { playlistsContract, smartPlaylistsContract } from './playlists.ts';
import { projectsContract } from './projects.ts';
import { releasesContract } from './releases.ts';
import { reportsContract } from './reports.ts';
import { reviewContract } from './review.ts';
import { rightsContract } from './rights.ts';
import { royaltiesContract } from './royalties.ts';
import { seriesContract } from './series.ts';
import { setsContract } from './sets.ts';
import { settingsContract } from './settings.ts';
import { songsContract } from './songs.ts';
import { spotifyContract } from './spotify.ts';
import { statementsContract } from './statements.ts';
import { storageContract } from './storage.ts';
import { tagsContract } from './tags.ts';
import { teamsContract } from './teams.ts';
import { timeContract } from './time.ts';
import { timesheetsContract } from './timesheets.ts';
import { tracklistsContract } from './tracklists.ts';
import { versionsContract } from './versions.ts';
import { workflowsContract } from './workflows.ts';
import { workspaceContract } from './workspace.ts';

/** Everything the core answers. */
export const coreContract = {
  ...foldersContract,
  ...inboxContract,
  ...tracksContract,
  ...playlistsContract,
  ...smartPlaylistsContract,
  ...tracklistsContract,
  ...setsContract,
  ...generateContract,
  ...duplicatesContract,
  ...organizeContract,
  ...problemsContract,
  ...analysisContract,
  ...reviewContract,
  ...cuesContract,
  ...cueContract,
  ...interopContract,
  ...historyContract,
  ...homeContract,
  ...accountsContract,
  ...notificationsContract,
  ...songsContract,
  ...workflowsContract,
  ...achievementsContract,
  ...backupsContract,
  ...modelsContract,
  ...connectorsContract,
  ...spotifyContract,
  ...storageContract,
  ...enrichContract,
  ...activityContract,
  ...importsContract,
  ...reportsContract,
  ...analyticsContract,
  ...rightsContract,
  ...licencesContract,
  ...timeContract,
  ...settingsContract,
  ...tagsContract,
  ...projectsContract,
  ...timesheetsContract,
  ...expensesContract,
  ...incomeContract,
  ...approvalsContract,
  ...workspaceContract,
  ...peopleContract,
  ...teamsContract,
  ...invitationsContract,
  ...versionsContract,
  ...packsContract,
  ...seriesContract,
  ...releasesContract,
  ...deliveriesContract,
  ...platformsContract,
  ...catalogueContract,
  ...codesContract,
  ...lintContract,
  ...ideasContract,
  ...payeesContract,
  ...contractsContract,
  ...ledgerContract,
  ...royaltiesContract,
  ...paymentsContract,
  ...commentsContract,
  ...exchangeContract,
  ...lookupsContract,
  ...statementsContract,
};

/** Everything a window may ask: the core and the host around it. */
export const contract = { ...coreContract, ...hostContract };

export type FullContract = typeof contract;
export type Method = keyof FullContract;
export type Input<M extends Method> = z.input<FullContract[M]['input']>;
export type Output<M extends Method> = z.output<FullContract[M]['output']>;

/** What the core tells its windows: facts, at most a few a second. */
export const events = {
  'library.changed': z.object({
    topics: z.array(z.enum(topics)),
    /** Tracks whose rows changed, when they are few enough to name. */
    trackIds: z.array(z.number().int()).max(500).optional(),
    /** Tracks added since the last event; lists offer to show them. */
    addedCount: z.number().int().optional(),
  }),
  /** Somebody was told something that they want to see at once; `notifications.get` says what. */
  'notification.added': z.object({ id: z.number().int(), personId: z.number().int() }),
  'activity.changed': z.object({ activities: z.array(activity) }),
  /** Something the user asked for from outside the window: a menu, a tray, a media key. */
  'window.command': z.object({ command: z.string() }),
};

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
