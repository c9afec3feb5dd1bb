import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges, queryClient } from '../api/query.ts';
import { followUse, registerActivityCommands } from '../features/activity/index.ts';
import { registerAnalyticsCommands } from '../features/analytics/index.ts';
import { registerApprovalCommands } from '../features/approvals/index.ts';
import { followShortcuts } from '../features/commands/index.ts';
import { registerDeliveryCommands } from '../features/deliveries/index.ts';
import { registerEnrichCommands } from '../features/enrich/index.ts';
import { registerExchangeCommands } from '../features/exchange/index.ts';
import { registerExpenseCommands } from '../features/expenses/index.ts';
import { registerFolderCommands } from '../features/folders/index.ts';
import { registerGenerateCommands } from '../features/generate/index.ts';
import { registerHistoryCommands } from '../features/history/index.ts';
import { registerIdeaCommands } from '../features/ideas/index.ts';
import { registerInboxCommands } from '../features/inbox/index.ts';
import { registerLookupCommands } from '../features/lookups/index.ts';
import { showSystemNotifications } from '../features/notifications/index.ts';
import { registerPackCommands } from '../features/packs/index.ts';
import { registerPaletteCommands } from '../features/palette/index.ts';
import { registerPeopleCommands } from '../features/people/index.ts';
import { registerPlaylistCommands } from '../features/playlists/index.ts';
import { registerProgramsCommands } from '../features/programs/index.ts';
import { registerProjectCommands } from '../features/projects/index.ts';
import { registerReleaseCommands } from '../features/releases/index.ts';
import { registerReportsCommands } from '../features/reports/index.ts';
import { registerRightsCommands } from '../features/rights/index.ts';
import { registerRoyaltyCommands } from '../features/royalties/index.ts';
import { registerRuleCommands } from '../features/rules/index.ts';
import { registerSearchCommands } from '../features/search/index.ts';
import { registerSeriesCommands } from '../features/series/index.ts';
import { registerSetsCommands } from '../features/sets/index.ts';
import { registerSettingsCommands, useTheme } from '../features/settings/index.ts';
import { registerSongCommands } from '../features/songs/index.ts';
import { registerSpotifyCommands } from '../features/spotify/index.ts';
import { registerStatementCommands } from '../features/statements/index.ts';
import { registerStorageCommands } from '../features/storage/index.ts';
import { registerTagCommands } from '../features/tags/index.ts';
import { followTimer, registerTimeCommands } from '../features/time/index.ts';
import { registerTimeImportCommands } from '../features/time-import/index.ts';
import { registerUndoCommands } from '../features/undo/index.ts';
import { followBounceDrops, registerVersionCommands } from '../features/versions/index.ts';
import { MessagesProvider } from '../messages/use-text.ts';
import { ConnectionGate } from './connection-gate.tsx';
import { Shell } from './shell.tsx';
import { followHistory } from './view.store.ts';
import { registerWindowCommands } from './window-commands.ts';

/** What runs as long as the window; in the order in which the keys are listed. */
const followers = [
  followChanges,
  followHistory,
  followShortcuts,
  followUse,
  showSystemNotifications,
  registerPaletteCommands,
  // Before playlists: what is new in the studio is a song.
  registerSongCommands,
  registerRuleCommands,
  registerSearchCommands,
  registerFolderCommands,
  registerInboxCommands,
  registerWindowCommands,
  registerUndoCommands,
  registerGenerateCommands,
  registerPeopleCommands,
  registerPackCommands,
  registerIdeaCommands,
  registerPlaylistCommands,
  registerSeriesCommands,
  registerReleaseCommands,
  registerRoyaltyCommands,
  registerTagCommands,
  registerHistoryCommands,
  registerProgramsCommands,
  registerProjectCommands,
  registerAnalyticsCommands,
  registerRightsCommands,
  registerDeliveryCommands,
  registerExpenseCommands,
  registerStatementCommands,
  registerApprovalCommands,
  registerReportsCommands,
  registerTimeImportCommands,
  registerSpotifyCommands,
  registerStorageCommands,
  registerEnrichCommands,
  registerActivityCommands,
  registerSetsCommands,
  registerSettingsCommands,
  registerTimeCommands,
  followTimer,
  registerVersionCommands,
  registerExchangeCommands,
  registerLookupCommands,
  followBounceDrops,
];

function startFollowing(): () => void {
  const stops = followers.map((follow) => follow());
  return () => {
    for (const stop of stops) stop();
  };
}

export function App() {
  useEffect(startFollowing, []);
  return (
    <QueryClientProvider client={queryClient}>
      <MessagesProvider>
        <ConnectionGate>
          <ThemedShell />
        </ConnectionGate>
      </MessagesProvider>
    </QueryClientProvider>
  );
}

function ThemedShell() {
  useTheme();
  return <Shell />;
}
