import type { Handlers } from '#shared/contract/define.ts';
import type { contract } from '#shared/contract/index.ts';
import { accountsHandlers } from './accounts/accounts.handlers.ts';
import { activityHandlers } from './activity/activity.handlers.ts';
import { analysisHandlers } from './analysis/analysis.handlers.ts';
import { backupsHandlers } from './backups/backups.handlers.ts';
import { connectorsHandlers } from './connectors/connectors.handlers.ts';
import { spotifyHandlers } from './connectors/spotify/spotify.handlers.ts';
import { storageHandlers } from './connectors/storage/storage.handlers.ts';
import type { Context } from './context.ts';
import { cueHandlers } from './cue/cue.handlers.ts';
import { cuesHandlers } from './cues/cues.handlers.ts';
import { enrichHandlers } from './enrich/enrich.handlers.ts';
import { exchangeHandlers } from './exchange/exchange.handlers.ts';
import { historyHandlers } from './history/history.handlers.ts';
import { homeHandlers } from './home/home.handlers.ts';
import { hostHandlers } from './host/host.handlers.ts';
import { interopHandlers } from './interop/interop.handlers.ts';
import { analyticsHandlers } from './label/analytics/analytics.handlers.ts';
import { deliveriesHandlers } from './label/delivery/deliveries.handlers.ts';
import { packagesHandlers } from './label/delivery/packages.handlers.ts';
import { platformsHandlers } from './label/delivery/platforms.handlers.ts';
import { returnsHandlers } from './label/delivery/returns.handlers.ts';
import { lintHandlers } from './label/lint/lint.handlers.ts';
import { catalogueHandlers } from './label/releases/catalogue.handlers.ts';
import { codesHandlers } from './label/releases/codes.handlers.ts';
import { releasesHandlers } from './label/releases/releases.handlers.ts';
import { licencesHandlers } from './label/rights/licences.handlers.ts';
import { rightsHandlers } from './label/rights/rights.handlers.ts';
import { statementsHandlers } from './label/statements/statements.handlers.ts';
import { duplicatesHandlers } from './library/duplicates/duplicates.handlers.ts';
import { foldersHandlers } from './library/folders.handlers.ts';
import { inboxHandlers } from './library/inbox.handlers.ts';
import { problemsHandlers } from './library/problems.handlers.ts';
import { tracksHandlers } from './library/tracks.handlers.ts';
import { modelsHandlers } from './models/models.handlers.ts';
import { notificationsHandlers } from './notifications/notifications.handlers.ts';
import { organizeHandlers } from './organize/organize.handlers.ts';
import { invitationsHandlers } from './people/invitations.handlers.ts';
import { peopleHandlers } from './people/people.handlers.ts';
import { teamsHandlers } from './people/teams.handlers.ts';
import { workspaceHandlers } from './people/workspace.handlers.ts';
import { generateHandlers } from './playlists/generate/generate.handlers.ts';
import { playlistsHandlers } from './playlists/playlists.handlers.ts';
import { setsHandlers } from './playlists/sets/sets.handlers.ts';
import { smartPlaylistsHandlers } from './playlists/smart-playlists.handlers.ts';
import { reviewHandlers } from './review/review.handlers.ts';
import { contractsHandlers } from './royalties/contracts.handlers.ts';
import { ledgerHandlers } from './royalties/ledger.handlers.ts';
import { payeesHandlers } from './royalties/payees.handlers.ts';
import { paymentsHandlers } from './royalties/payments/payments.handlers.ts';
import { royaltiesHandlers } from './royalties/royalties.handlers.ts';
import { settingsHandlers } from './settings/settings.handlers.ts';
import { commentsHandlers } from './studio/comments/comments.handlers.ts';
import { ideasHandlers } from './studio/ideas/ideas.handlers.ts';
import { lookupsHandlers } from './studio/lookups/lookups.handlers.ts';
import { packsHandlers } from './studio/packs/packs.handlers.ts';
import { seriesHandlers } from './studio/series/series.handlers.ts';
import { songsHandlers } from './studio/songs/songs.handlers.ts';
import { versionsHandlers } from './studio/versions/versions.handlers.ts';
import { workflowsHandlers } from './studio/workflows/workflows.handlers.ts';
import { tagsHandlers } from './tags/tags.handlers.ts';
import { approvalsHandlers } from './time/approvals/approvals.handlers.ts';
import { expensesHandlers } from './time/expenses/expenses.handlers.ts';
import { importsHandlers } from './time/imports/imports.handlers.ts';
import { incomeHandlers } from './time/income/income.handlers.ts';
import { projectsHandlers } from './time/projects/projects.handlers.ts';
import { reportsHandlers } from './time/reports/reports.handlers.ts';
import { timeHandlers } from './time/time.handlers.ts';
import { timesheetsHandlers } from './time/timesheets/timesheets.handlers.ts';
import { tracklistsHandlers } from './tracklists/tracklists.handlers.ts';

/** What answers the contract; the only place that knows all of them. */
export function allHandlers(context: Context): Handlers<typeof contract> {
  return {
    ...foldersHandlers(context),
    ...inboxHandlers(context),
    ...tracksHandlers(context),
    ...playlistsHandlers(context),
    ...tracklistsHandlers(context),
    ...setsHandlers(context),
    ...generateHandlers(context),
    ...smartPlaylistsHandlers(context),
    ...duplicatesHandlers(context),
    ...organizeHandlers(context),
    ...problemsHandlers(context),
    ...analysisHandlers(context),
    ...activityHandlers(context),
    ...reviewHandlers(context),
    ...interopHandlers(context),
    ...cuesHandlers(context),
    ...cueHandlers(context),
    ...historyHandlers(context),
    ...homeHandlers(context),
    ...accountsHandlers(context),
    ...notificationsHandlers(context),
    ...songsHandlers(context),
    ...workflowsHandlers(context),
    ...backupsHandlers(context),
    ...modelsHandlers(context),
    ...connectorsHandlers(context),
    ...spotifyHandlers(context),
    ...storageHandlers(context),
    ...enrichHandlers(context),
    ...importsHandlers(context),
    ...reportsHandlers(context),
    ...timeHandlers(context),
    ...settingsHandlers(context),
    ...tagsHandlers(context),
    ...projectsHandlers(context),
    ...timesheetsHandlers(context),
    ...expensesHandlers(context),
    ...incomeHandlers(context),
    ...approvalsHandlers(context),
    ...packsHandlers(context),
    ...seriesHandlers(context),
    ...releasesHandlers(context),
    ...deliveriesHandlers(context),
    ...packagesHandlers(context),
    ...returnsHandlers(context),
    ...platformsHandlers(context),
    ...rightsHandlers(context),
    ...analyticsHandlers(context),
    ...licencesHandlers(context),
    ...catalogueHandlers(context),
    ...codesHandlers(context),
    ...lintHandlers(context),
    ...ideasHandlers(context),
    ...payeesHandlers(context),
    ...contractsHandlers(context),
    ...ledgerHandlers(context),
    ...royaltiesHandlers(context),
    ...paymentsHandlers(context),
    ...workspaceHandlers(context),
    ...peopleHandlers(context),
    ...teamsHandlers(context),
    ...invitationsHandlers(context),
    ...versionsHandlers(context),
    ...commentsHandlers(context),
    ...exchangeHandlers(context),
    ...lookupsHandlers(context),
    ...statementsHandlers(context),
    ...hostHandlers(context),
  };
}
