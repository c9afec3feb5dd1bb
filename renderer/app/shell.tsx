import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useSettings } from '../api/settings.ts';
import { AnalyticsView } from '../features/analytics/index.ts';
import { ApprovalsPane, ApprovalsView } from '../features/approvals/index.ts';
import { RecoveryNote } from '../features/backups/index.ts';
import { CueDialogs, CueSheetPanel } from '../features/cue/index.ts';
import { DeliveriesView, DeliveryDialogs } from '../features/deliveries/index.ts';
import { DuplicatesView } from '../features/duplicates/index.ts';
import { EnrichDialog } from '../features/enrich/index.ts';
import { ExchangeDialogs } from '../features/exchange/index.ts';
import { ExpensesView } from '../features/expenses/index.ts';
import { FolderDialogs } from '../features/folders/index.ts';
import { GenerateView } from '../features/generate/index.ts';
import { HistoryView } from '../features/history/index.ts';
import { AchievementsView, OverviewView, StatisticsView } from '../features/home/index.ts';
import { IdeasView } from '../features/ideas/index.ts';
import { InboxView } from '../features/inbox/index.ts';
import { Inspector } from '../features/inspector/index.ts';
import { LibraryView } from '../features/library/index.ts';
import { ReleasePane } from '../features/lint/index.ts';
import { LookupsDialog } from '../features/lookups/index.ts';
import { NotificationsView } from '../features/notifications/index.ts';
import { Onboarding, useIsEmptyLibrary } from '../features/onboarding/index.ts';
import { OrganizeView } from '../features/organize/index.ts';
import { PackDialogs, PacksView } from '../features/packs/index.ts';
import { Palette } from '../features/palette/index.ts';
import { PeopleDialogs, PeopleView } from '../features/people/index.ts';
import { Player } from '../features/player/index.ts';
import { PlaylistDialogs, PlaylistsView } from '../features/playlists/index.ts';
import { ProblemsView } from '../features/problems/index.ts';
import { ProgramsView } from '../features/programs/index.ts';
import { ProjectsView } from '../features/projects/index.ts';
import { ReleaseDialogs, ReleasesView } from '../features/releases/index.ts';
import { ReportsView } from '../features/reports/index.ts';
import { ReviewView } from '../features/review/index.ts';
import { RightsView } from '../features/rights/index.ts';
import { RoyaltiesView, RoyaltyPane } from '../features/royalties/index.ts';
import { RulesDialog } from '../features/rules/index.ts';
import { SeriesView } from '../features/series/index.ts';
import { SetPane, SetView, useShowsSetPane } from '../features/sets/index.ts';
import { SettingsDialog } from '../features/settings/index.ts';
import { SongDialogs, SongPane, StudioView } from '../features/songs/index.ts';
import { SpotifyDialogs } from '../features/spotify/index.ts';
import { StatementsView } from '../features/statements/index.ts';
import { UploadDialog } from '../features/storage/index.ts';
import { TagDialogs } from '../features/tags/index.ts';
import { DayView, TimeDialogs, WeekView } from '../features/time/index.ts';
import { TimeImportDialog } from '../features/time-import/index.ts';
import { TracklistsView, useShownTracklist } from '../features/tracklists/index.ts';
import { DragGhost } from '../features/tracks/index.ts';
import { PlayerComments, VersionDialogs } from '../features/versions/index.ts';
import { useText } from '../messages/use-text.ts';
import { ToastRegion } from '../ui/index.ts';
import { areaOf } from './areas.ts';
import { DropTarget } from './drop-target.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { focusList } from './panes.ts';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useView } from './view.store.ts';
import { windowFrame } from './window-frame.ts';

/** The frame of the window: sidebar, top bar, the sheet with a view, inspector, player, and what floats above. */
export function Shell() {
  const text = useText();
  const { isInspectorOpen } = useSettings();
  const view = useView((state) => state.view);
  const item = useView((state) => state.item);
  const isEmpty = useIsEmptyLibrary();
  // The studio has things to inspect also where no track is.
  const showsInspector = isInspectorOpen && view !== 'approvals' && (!isEmpty || areaOf(view) !== null);
  const showsSetPane = useShowsSetPane();
  const tracklist = useShownTracklist();

  return (
    <div className={styles.app} data-frame={windowFrame} data-inspector={showsInspector}>
      <button type="button" className={styles.skip} onClick={focusList}>
        {text('app.skipToList')}
      </button>
      <Sidebar />
      <TopBar />
      <main className={styles.sheet} data-pane="list" tabIndex={-1} aria-label={text(`app.view.${view}`)}>
        <RecoveryNote />
        <ErrorBoundary key={view}>
          {view === 'problems' && <ProblemsView />}
          {view === 'inbox' && <InboxView />}
          {view === 'review' && <ReviewView />}
          {view === 'duplicates' && <DuplicatesView />}
          {view === 'organize' && <OrganizeView />}
          {view === 'history' && <HistoryView />}
          {view === 'packs' && <PacksView />}
          {view === 'series' && <SeriesView />}
          {view === 'ideas' && <IdeasView />}
          {view === 'statements' && <StatementsView />}
          {view === 'releases' && <ReleasesView />}
          {view === 'deliveries' && <DeliveriesView />}
          {view === 'analytics' && <AnalyticsView />}
          {view === 'rights' && <RightsView />}
          {view === 'notifications' && <NotificationsView />}
          {view === 'dashboard' && <OverviewView />}
          {view === 'statistics' && <StatisticsView />}
          {view === 'achievements' && <AchievementsView />}
          {view === 'reports' && <ReportsView />}
          {view === 'projects' && <ProjectsView />}
          {view === 'expenses' && <ExpensesView />}
          {view === 'approvals' && <ApprovalsView />}
          {view === 'programs' && <ProgramsView />}
          {view === 'people' && <PeopleView />}
          {view === 'playlists' && <PlaylistsView setView={SetView} />}
          {view === 'tracklists' && <TracklistsView />}
          {view === 'studio' && <StudioView />}
          {view === 'time' && <WeekView />}
          {view === 'day' && <DayView />}
          {view === 'generate' && <GenerateView />}
          {view === 'royalties' && <RoyaltiesView />}
          {view === 'library' && (isEmpty ? <Onboarding /> : <LibraryView />)}
        </ErrorBoundary>
        <ToastRegion />
      </main>
      {showsInspector && (
        <div className={`${styles.sheet} ${styles.inspector}`} data-pane="inspector">
          <ErrorBoundary>
            {tracklist !== null ? (
              <CueSheetPanel tracklistId={tracklist} />
            ) : view === 'studio' || view === 'packs' ? (
              <SongPane />
            ) : showsSetPane ? (
              <SetPane />
            ) : view === 'releases' && item !== null ? (
              <ReleasePane releaseId={item as ReleaseId} />
            ) : view === 'royalties' ? (
              <RoyaltyPane />
            ) : areaOf(view) === 'time' ? (
              <ApprovalsPane />
            ) : (
              <Inspector />
            )}
          </ErrorBoundary>
        </div>
      )}
      <div className={styles.player} data-pane="player">
        <ErrorBoundary>
          <Player marks={<PlayerComments />} />
        </ErrorBoundary>
      </div>
      <Palette />
      <SettingsDialog />
      <FolderDialogs />
      <TagDialogs />
      <PlaylistDialogs />
      <PeopleDialogs />
      <PackDialogs />
      <DeliveryDialogs />
      <ReleaseDialogs />
      <VersionDialogs />
      <ExchangeDialogs />
      <LookupsDialog />
      <CueDialogs />
      <SongDialogs />
      <SpotifyDialogs />
      <UploadDialog />
      <EnrichDialog />
      <RulesDialog />
      <TimeImportDialog />
      <TimeDialogs />
      <DropTarget />
      <DragGhost />
    </div>
  );
}
