import { accountsMessages } from './en/accounts.ts';
import { activityMessages } from './en/activity.ts';
import { analyticsMessages } from './en/analytics.ts';
import { appMessages } from './en/app.ts';
import { approvalsMessages } from './en/approvals.ts';
import { backupsMessages } from './en/backups.ts';
import { commandsMessages } from './en/commands.ts';
import { connectorsMessages } from './en/connectors.ts';
import { contractsMessages } from './en/contracts.ts';
import { cueMessages } from './en/cue.ts';
import { cuesMessages } from './en/cues.ts';
import { deliveriesMessages } from './en/deliveries.ts';
import { duplicatesMessages } from './en/duplicates.ts';
import { enrichMessages } from './en/enrich.ts';
import { errorMessages } from './en/error.ts';
import { exchangeMessages } from './en/exchange.ts';
import { expensesMessages } from './en/expenses.ts';
import { findingsMessages } from './en/findings.ts';
import { foldersMessages } from './en/folders.ts';
import { generateMessages } from './en/generate.ts';
import { historyMessages } from './en/history.ts';
import { homeMessages } from './en/home.ts';
import { ideasMessages } from './en/ideas.ts';
import { importsMessages } from './en/imports.ts';
import { inboxMessages } from './en/inbox.ts';
import { inspectorMessages } from './en/inspector.ts';
import { libraryMessages } from './en/library.ts';
import { lintMessages } from './en/lint.ts';
import { lookupsMessages } from './en/lookups.ts';
import { modelsMessages } from './en/models.ts';
import { notificationsMessages } from './en/notifications.ts';
import { onboardingMessages } from './en/onboarding.ts';
import { organizeMessages } from './en/organize.ts';
import { packsMessages } from './en/packs.ts';
import { paletteMessages } from './en/palette.ts';
import { peopleMessages } from './en/people.ts';
import { playerMessages } from './en/player.ts';
import { playlistsMessages } from './en/playlists.ts';
import { problemsMessages } from './en/problems.ts';
import { programsMessages } from './en/programs.ts';
import { projectsMessages } from './en/projects.ts';
import { releasesMessages } from './en/releases.ts';
import { reportsMessages } from './en/reports.ts';
import { reviewMessages } from './en/review.ts';
import { rightsMessages } from './en/rights.ts';
import { royaltiesMessages } from './en/royalties.ts';
import { royaltywordsMessages } from './en/royaltywords.ts';
import { rulesMessages } from './en/rules.ts';
import { searchMessages } from './en/search.ts';
import { seriesMessages } from './en/series.ts';
import { setsMessages } from './en/sets.ts';
import { settingsMessages } from './en/settings.ts';
import { songsMessages } from './en/songs.ts';
import { spotifyMessages } from './en/spotify.ts';
import { statementsMessages } from './en/statements.ts';
import { storageMessages } from './en/storage.ts';
import { tagsMessages } from './en/tags.ts';
import { timeMessages } from './en/time.ts';
import { tracklistsMessages } from './en/tracklists.ts';
import { tracksMessages } from './en/tracks.ts';
import { uiMessages } from './en/ui.ts';
import { versionsMessages } from './en/versions.ts';
import { whysMessages } from './en/whys.ts';
import { workspaceMessages } from './en/workspace.ts';

/** Every text a user reads, in ICU message format. Keys are `area.name`. */
export const messages = {
  ...accountsMessages,
  ...activityMessages,
  ...analyticsMessages,
  ...appMessages,
  ...approvalsMessages,
  ...backupsMessages,
  ...commandsMessages,
  ...connectorsMessages,
  ...contractsMessages,
  ...cueMessages,
  ...cuesMessages,
  ...deliveriesMessages,
  ...duplicatesMessages,
  ...enrichMessages,
  ...errorMessages,
  ...exchangeMessages,
  ...expensesMessages,
  ...findingsMessages,
  ...foldersMessages,
  ...generateMessages,
  ...historyMessages,
  ...homeMessages,
  ...ideasMessages,
  ...importsMessages,
  ...inboxMessages,
  ...inspectorMessages,
  ...libraryMessages,
  ...lintMessages,
  ...lookupsMessages,
  ...modelsMessages,
  ...notificationsMessages,
  ...onboardingMessages,
  ...organizeMessages,
  ...packsMessages,
  ...paletteMessages,
  ...peopleMessages,
  ...playerMessages,
  ...playlistsMessages,
  ...problemsMessages,
  ...programsMessages,
  ...projectsMessages,
  ...releasesMessages,
  ...reportsMessages,
  ...reviewMessages,
  ...rightsMessages,
  ...royaltiesMessages,
  ...royaltywordsMessages,
  ...rulesMessages,
  ...searchMessages,
  ...seriesMessages,
  ...setsMessages,
  ...settingsMessages,
  ...songsMessages,
  ...spotifyMessages,
  ...statementsMessages,
  ...storageMessages,
  ...tagsMessages,
  ...timeMessages,
  ...tracklistsMessages,
  ...tracksMessages,
  ...uiMessages,
  ...versionsMessages,
  ...whysMessages,
  ...workspaceMessages,
} as const satisfies Record<string, string>;

export type MessageId = keyof typeof messages;
