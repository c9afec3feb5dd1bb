import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Context } from '#core/context.ts';
import { addPath, resolveExisting } from '#core/library/add-folder.ts';
import { findFolder } from '#core/library/folders.repository.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import { songRecord, songVersionRecord } from '#core/studio/song-records.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { versionsContract } from '#shared/contract/versions.ts';
import { AppError } from '#shared/errors.ts';
import { decodeWaveform } from '#shared/waveform.ts';
import { compareVersions } from './compare-versions.ts';
import { editableSong, mayEditSong } from './version-rights.ts';
import { findWaveformHash, getVersion, listVersionIds, listVersions } from './versions.repository.ts';

export function versionsHandlers(context: Context): Handlers<typeof versionsContract> {
  const { db, changes, history, scanner, watcher, platform, waveforms } = context;
  const { desk, bounces } = context.versions;

  return {
    'versions.list': ({ songId }) => {
      songRecord.get(db, songId);
      return {
        versions: listVersions(db, songId),
        waiting: desk.waiting(songId),
        offers: bounces.offers(songId),
        bounces: bounceState(songId),
        canEdit: mayEditSong(db, songId),
      };
    },

    'versions.addTracks': ({ songId, trackIds }) => {
      editableSong(db, songId);
      desk.addTracks(songId, trackIds);
    },

    'versions.addFiles': async ({ songId, paths }) => {
      editableSong(db, songId);
      const files: string[] = [];
      for (const path of paths) files.push(await fileAt(path));
      const added = [];
      for (const path of files) added.push(await addPath(db, path, platform.now()));
      desk.addFiles(
        songId,
        added.map(({ id, only }) => join(findFolder(db, id)?.path ?? '', only?.[0] ?? '')),
      );
      for (const { id, only = [] } of added) scanner.scan(id, { only });
      changes.add({ topics: ['folders', 'activity'] });
      watcher.update();
    },

    'versions.clearWaiting': ({ songId }) => {
      songRecord.get(db, songId);
      desk.clear(songId);
    },

    'versions.edit': ({ id, ...values }) => edit(id, songVersionRecord.edit(db, id, defined(values))),

    'versions.setCurrent': ({ id }) => {
      const { songId } = songVersionRecord.get(db, id);
      const ids = listVersionIds(db, songId);
      return edit(
        id,
        ids.flatMap((each) => songVersionRecord.edit(db, each, { isCurrent: each === id })),
      );
    },

    'versions.reorder': ({ songId, ids }) => {
      editableSong(db, songId);
      const known = listVersionIds(db, songId);
      if (known.length !== ids.length || known.some((id) => !ids.some((each) => each === id))) {
        throw new AppError('LIST_CHANGED', 'The versions are others by now.');
      }
      return edit(
        ids[0] as number,
        ids.flatMap((id, index) => songVersionRecord.edit(db, id, { number: index + 1 })),
      );
    },

    'versions.remove': ({ ids }) => {
      const songIds = new Set(ids.map((id) => songVersionRecord.get(db, id).songId));
      const removed = ids.map((id) => songVersionRecord.remove(db, id));
      // Of those that stay, one is the current one.
      const promoted = [...songIds].flatMap((songId) => {
        const rest = listVersions(db, songId).filter(({ id }) => !ids.includes(id));
        const newest = rest.some(({ isCurrent }) => isCurrent) ? undefined : rest[0];
        return newest ? songVersionRecord.edit(db, newest.id, { isCurrent: true }) : [];
      });
      for (const songId of songIds) editableSong(db, songId);
      return edit(ids[0] as number, [...removed, ...promoted]);
    },

    'versions.compare': async ({ first, second }) => {
      const [a, b] = [getVersion(db, first), getVersion(db, second)];
      if (a.songId !== b.songId) throw new AppError('INVALID_INPUT', 'These are versions of two songs.');
      return compareVersions(
        { facts: a.facts, waveform: await waveformOf(first) },
        { facts: b.facts, waveform: await waveformOf(second) },
      );
    },

    'versions.setBounceFolder': async ({ songId, path }) => {
      const { title } = editableSong(db, songId);
      const folder = path === null ? '' : await folderAt(path);
      if (folder !== '') {
        const { id, added } = await addPath(db, folder, platform.now());
        if (added) scanner.scan(id);
        watcher.update();
      }
      const { operation } = history.apply('editSong', songRecord.edit(db, songId, { bounceFolder: folder }), title);
      bounces.update();
      changes.add({ topics: ['songs', 'folders', 'activity'] });
      return { operation };
    },

    'versions.setBounceMode': ({ songId, mode }) => {
      editableSong(db, songId);
      bounces.setMode(songId, mode);
      changes.add({ topics: ['songs'] });
    },

    'versions.takeOffers': ({ songId, trackIds }) => {
      editableSong(db, songId);
      bounces.settle(songId, trackIds);
      desk.addTracks(songId, trackIds);
    },

    'versions.dismissOffers': ({ songId, trackIds }) => {
      editableSong(db, songId);
      bounces.settle(songId, trackIds);
      changes.add({ topics: ['songs'] });
    },
  };

  function edit(id: number, made: Parameters<typeof history.apply>[1]) {
    const song = editableSong(db, songVersionRecord.get(db, id).songId);
    const { operation } = history.apply('editVersions', made, song.title);
    changes.add({ topics: ['songs'] });
    return { operation };
  }

  async function waveformOf(id: number) {
    const hash = findWaveformHash(db, id);
    const bytes = hash === null ? undefined : await waveforms.read(hash);
    return bytes ? decodeWaveform(bytes) : null;
  }

  function bounceState(songId: number) {
    const { folder, mode, isReady, root } = bounces.stateOf(songId);
    const isOff = !getSettings(db).watchFolders || (root !== null && !root.isWanted);
    const state = () => {
      if (folder === '') return 'none';
      if (root?.state === 'offline' || root === null) return 'offline';
      if (!isReady) return 'starting';
      return isOff ? 'off' : 'watching';
    };
    return { folder, mode, state: state() } as const;
  }
}

/** Throws FILE_NOT_FOUND with the name of a file that is not there. */
async function fileAt(path: string): Promise<string> {
  const real = await resolveExisting(path).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== 'FOLDER_NOT_FOUND') throw cause;
    throw new AppError('FILE_NOT_FOUND', 'There is no such file.', { name: basename(path) }, { cause });
  });
  if (!statSync(real).isFile()) throw new AppError('INVALID_INPUT', 'A version is a file.');
  return real;
}

async function folderAt(path: string): Promise<string> {
  const real = await resolveExisting(path);
  if (!statSync(real).isDirectory()) throw new AppError('INVALID_INPUT', 'Bounces are looked for in a folder.');
  return real;
}

/** Without what is not named. */
function defined<Values extends object>(values: Values): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
