import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { findTrackFile } from '#core/library/tracks.repository.ts';
import { listSmart } from '#core/playlists/smart-playlists.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { hostContract } from '#shared/contract/host.ts';
import { AppError } from '#shared/errors.ts';
import { browseFolders } from './browse-folders.ts';
import { listPaths, listPlaylistFiles, mostDraggedFiles, presentFiles, writeDragList } from './drag-out.ts';

const platformNames: Partial<Record<NodeJS.Platform, 'mac' | 'windows'>> = { darwin: 'mac', win32: 'windows' };

export function hostHandlers({ db, platform, search }: Context): Handlers<typeof hostContract> {
  const { host, version } = platform;
  return {
    'host.capabilities': () => ({
      kind: host.kind,
      platform: platformNames[process.platform] ?? 'linux',
      canPickFolder: host.pickFolder !== undefined,
      canReveal: host.revealFile !== undefined,
      canStayInTray: host.canStayInTray ?? false,
      canStartAtLogin: host.setStartAtLogin !== undefined,
      canDragOut: host.startDrag !== undefined,
      canReadDropPaths: host.canReadDropPaths,
      version,
    }),

    'host.pickFolder': () => able(host.pickFolder)(),
    'host.pickFiles': () => able(host.pickFiles)(),
    'host.browseFolders': (input) => browseFolders(input),

    'host.revealTrack': async ({ id }) => {
      const file = findTrackFile(db, id);
      if (!file) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
      await able(host.revealFile)(join(file.folderPath, file.path));
    },

    'host.trackPaths': ({ ids }) => listPaths(db, ids),
    'host.dragTracks': async ({ ids }) => {
      const startDrag = able(host.startDrag);
      const files = await presentFiles(listPaths(db, ids).map(({ path }) => path));
      await startDrag(files);
      return { count: files.length, missing: ids.length - files.length };
    },
    'host.dragPlaylist': async ({ id, as }) => {
      const startDrag = able(host.startDrag);
      const [smart] = listSmart(db, [id]);
      const view = smart && (await search.openView({ slot: 'drag', text: '', sort: [], smart }));
      const { name, tracks } = listPlaylistFiles(db, id, view ? [...view.ids] : null);
      const paths = [...new Set(tracks.map(({ path }) => path))];
      const files = await presentFiles(paths.slice(0, mostDraggedFiles));
      await startDrag(as === 'files' ? files : [await writeDragList(platform.home, name, tracks)]);
      return { count: files.length, missing: paths.length - files.length };
    },
  };
}

function able<Ability>(ability: Ability | undefined): Ability {
  if (ability === undefined) throw new AppError('UNSUPPORTED', 'This window cannot do that.');
  return ability;
}
