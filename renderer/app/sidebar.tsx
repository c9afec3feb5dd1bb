import {
  ArrowLeftRight,
  AudioWaveform,
  Copy,
  FolderPen,
  History,
  Inbox,
  Library,
  ListChecks,
  ListMusic,
  Settings2,
  TriangleAlert,
  Users,
} from 'lucide-react';
import { useCall } from '../api/query.ts';
import { useSettings } from '../api/settings.ts';
import { runCommand } from '../features/commands/index.ts';
import { FolderList, useShownFolder } from '../features/folders/index.ts';
import { NotificationBell } from '../features/notifications/index.ts';
import { ProfileFoot } from '../features/people/index.ts';
import { PlaylistTree } from '../features/playlists/index.ts';
import { LabelNavItem } from '../features/releases/index.ts';
import { StudioNavItem } from '../features/songs/index.ts';
import { TimeNavItem } from '../features/time/index.ts';
import { useText } from '../messages/use-text.ts';
import { NavItem, NavList } from '../ui/index.ts';
import { areaOf } from './areas.ts';
import { Mark } from './mark.tsx';
import styles from './sidebar.module.css';
import { showLibrary, showView, useView } from './view.store.ts';
import { windowFrame } from './window-frame.ts';

/** The areas of the application that are there, the folders, and the settings. */
export function Sidebar() {
  const text = useText();
  const view = useView((state) => state.view);
  const { data: tracks } = useCall('tracks.count');
  const showsFolder = useShownFolder() !== null;
  const showsAllPlaylists = useView((state) => state.item === null);
  const { data: review } = useCall('review.count');
  const { data: duplicates } = useCall('duplicates.summary');
  const duplicateCount = (duplicates?.same ?? 0) + (duplicates?.maybe ?? 0);
  const { data: inboxCount = 0 } = useCall('inbox.count');
  const { data: organizeCount = 0 } = useCall('organize.count');
  const settings = useSettings();
  const { data: problemCount = 0 } = useCall('problems.count');

  return (
    <nav className={styles.sidebar} aria-label={text('app.sidebar')} data-pane="sidebar">
      <div className={styles.head} data-frame={windowFrame}>
        {windowFrame !== 'mac' && (
          <>
            <Mark size={20} />
            <span className={styles.name}>{text('app.name')}</span>
          </>
        )}
      </div>
      <div className={styles.areas}>
        <NavList>
          <NavItem
            icon={<Library size={16} />}
            text={text('app.view.library')}
            isCurrent={view === 'library' && !showsFolder}
            note={tracks && tracks.total > 0 ? text('app.count', { count: tracks.total }) : undefined}
            noteLabel={tracks && tracks.total > 0 ? text('app.tracksCount', { count: tracks.total }) : undefined}
            onPress={showLibrary}
          />
          {(settings.inbox === 'on' || inboxCount > 0 || view === 'inbox') && (
            <NavItem
              icon={<Inbox size={16} />}
              text={text('app.view.inbox')}
              isCurrent={view === 'inbox'}
              isCalling={inboxCount > 0}
              note={inboxCount > 0 ? text('app.count', { count: inboxCount }) : undefined}
              noteLabel={inboxCount > 0 ? text('inbox.count', { count: inboxCount }) : undefined}
              onPress={() => showView('inbox')}
            />
          )}
          <NavItem
            icon={<ListChecks size={16} />}
            text={text('app.view.review')}
            isCurrent={view === 'review'}
            isCalling={(review?.tracks ?? 0) > 0}
            note={review && review.tracks > 0 ? text('app.count', { count: review.tracks }) : undefined}
            noteLabel={review && review.tracks > 0 ? text('app.reviewCount', { count: review.tracks }) : undefined}
            onPress={() => showView('review')}
          />
          <NavItem
            icon={<FolderPen size={16} />}
            text={text('app.view.organize')}
            isCurrent={view === 'organize'}
            note={organizeCount > 0 ? text('app.count', { count: organizeCount }) : undefined}
            noteLabel={organizeCount > 0 ? text('app.organizeCount', { count: organizeCount }) : undefined}
            onPress={() => showView('organize')}
          />
          <NavItem
            icon={<Copy size={16} />}
            text={text('app.view.duplicates')}
            isCurrent={view === 'duplicates'}
            note={duplicateCount > 0 ? text('app.count', { count: duplicateCount }) : undefined}
            noteLabel={duplicateCount > 0 ? text('app.duplicatesCount', { count: duplicateCount }) : undefined}
            onPress={() => showView('duplicates')}
          />
        </NavList>
        <NavList>
          <NavItem
            icon={<ListMusic size={16} />}
            text={text('app.view.playlists')}
            isCurrent={view === 'playlists' && showsAllPlaylists}
            onPress={() => showView('playlists')}
          />
          <NavItem
            icon={<AudioWaveform size={16} />}
            text={text('app.view.tracklists')}
            isCurrent={view === 'tracklists'}
            onPress={() => showView('tracklists')}
          />
        </NavList>
        <NavList>
          <StudioNavItem isCurrent={areaOf(view) === 'studio'} onPress={() => showView('studio')} />
          <TimeNavItem isCurrent={areaOf(view) === 'time'} onPress={() => showView('time')} />
          <LabelNavItem isCurrent={areaOf(view) === 'label'} onPress={() => showView('releases')} />
        </NavList>
        <NavList>
          <NavItem
            icon={<ArrowLeftRight size={16} />}
            text={text('app.view.programs')}
            isCurrent={view === 'programs'}
            onPress={() => showView('programs')}
          />
          <NavItem
            icon={<TriangleAlert size={16} />}
            text={text('app.view.problems')}
            isCurrent={view === 'problems'}
            isCalling={problemCount > 0}
            note={problemCount > 0 ? text('app.count', { count: problemCount }) : undefined}
            noteLabel={text('app.problemsCount', { count: problemCount })}
            onPress={() => showView('problems')}
          />
          <NotificationBell />
          <NavItem
            icon={<Users size={16} />}
            text={text('app.view.people')}
            isCurrent={view === 'people'}
            onPress={() => showView('people')}
          />
          <NavItem
            icon={<History size={16} />}
            text={text('app.view.history')}
            isCurrent={view === 'history'}
            onPress={() => showView('history')}
          />
        </NavList>
        <PlaylistTree />
        <FolderList />
      </div>
      <NavList className={styles.foot}>
        <NavItem
          icon={<Settings2 size={16} />}
          text={text('app.settings')}
          onPress={() => runCommand('settings.open')}
        />
      </NavList>
      <div className={styles.profile}>
        <ProfileFoot />
      </div>
    </nav>
  );
}
