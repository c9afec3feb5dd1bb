import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { toFileError } from '#core/files/file-error.ts';
import { addPath, resolveExisting } from '#core/library/add-folder.ts';
import { findFolder } from '#core/library/folders.repository.ts';
import { songRecord } from '#core/studio/song-records.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { ExchangeItem, ExchangePayload, exchangeContract, FileSong } from '#shared/contract/exchange.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { sameTitleKey } from '#shared/song-title.ts';
import { acceptChanges } from './accept-exchange.ts';
import {
  findByFile,
  getExchange,
  hasOther,
  insertExchange,
  type Kept,
  listExchanges,
  toRow,
} from './exchange.repository.ts';
import { exchangeRecord } from './exchange-records.ts';
import { answerTo, asksOf, copyAudio, ownName, saveExchange, songsToShare } from './make-exchange.ts';
import { previewItems } from './preview-exchange.ts';
import { findSelf, signerOf, songOfRef, trustSender } from './senders.ts';
import { fingerprintOf, largestFile, readSigned } from './signed-file.ts';

export function exchangeHandlers(context: Context): Handlers<typeof exchangeContract> {
  const { db, vault, disk, history, changes, platform, notifications } = context;

  return {
    'exchange.identity': async () => {
      const key = findSelf(db)?.publicKey;
      return {
        name: ownName(db).name,
        fingerprint: key === undefined ? '' : fingerprintOf(key),
        isKept: await vault.keeps(),
      };
    },

    'exchange.list': () => listExchanges(db),

    'exchange.get': ({ id }) => {
      const kept = getExchange(db, id);
      return {
        ...toRow(kept),
        signer: kept.direction === 'out' ? 'self' : signerSeen(kept),
        fingerprint: fingerprintOf(kept.publicKey),
        items: previewItems(db, kept),
        canAnswer: isAnswerable(kept),
      };
    },

    'exchange.read': async ({ path }) => {
      const file = await resolveExisting(path);
      const { payload, publicKey } = readSigned(await readText(file));
      if (findSelf(db)?.id === payload.sender.id) throw new AppError('EXCHANGE_OWN', 'This file was made here.');
      const known = findByFile(db, payload.fileId, 'in');
      if (known) return { id: toRow(known).id, isNew: false };
      const signer = signerOf(db, payload.sender.id, publicKey);
      const id = db
        .transaction(() => {
          if (signer === 'new') trustSender(db, payload.sender, publicKey, platform.now());
          tell(payload);
          return insertExchange(db, { payload, publicKey, folder: dirname(file), direction: 'in', state: 'pending' });
        })
        .immediate();
      changes.add({ topics: ['exchange'] });
      return { id, isNew: true };
    },

    'exchange.decide': async ({ id, refs, theirs, mine, trustsKey }) => {
      const kept = getExchange(db, id);
      if (kept.direction === 'out') throw new AppError('INVALID_INPUT', 'This file is yours.');
      const { payload } = kept.content;
      const signer = signerOf(db, payload.sender.id, kept.publicKey);
      if (refs.length > 0 && signer === 'changed' && !trustsKey) {
        throw new AppError('EXCHANGE_KEY_CHANGED', 'This sender signed with another key before.');
      }
      const items = unique(previewItems(db, kept).filter(({ ref }) => refs.includes(ref)));
      const { operation, accepted } = db
        .transaction(() => {
          if (refs.length > 0 && signer === 'changed') trustSender(db, payload.sender, kept.publicKey, platform.now());
          const accepted = acceptChanges(context, kept, items, { theirs, mine });
          return { ...history.apply('acceptExchange', accepted.changes, payload.sender.name), accepted };
        })
        .immediate();
      changes.add({ topics: ['exchange', 'songs', 'packs', 'people'] });
      await takeAudio(kept, accepted.newSongs);
      const skipped = items.flatMap(({ title, problem }) => (problem === null ? [] : [{ title, problem }]));
      return { operation, skipped };
    },

    'exchange.cancel': ({ id }) => {
      const kept = getExchange(db, id);
      if (kept.direction !== 'out' || kept.kind !== 'request' || kept.state !== 'pending') {
        throw new AppError('STATE_REFUSED', 'Only a request that nobody answered can be taken back.');
      }
      const made = exchangeRecord.edit(db, id, { state: 'cancelled', decidedAt: platform.now() });
      const { operation } = history.apply('acceptExchange', made, kept.content.payload.songs[0]?.title ?? '');
      changes.add({ topics: ['exchange'] });
      return { operation };
    },

    'exchange.share': async ({ songIds, message, withComments, withAudio, folder }) => {
      const described = songsToShare(db, songIds, withComments).map((song, index) => ({
        ...song,
        songId: songIds[index] as number,
      }));
      const songs = withAudio
        ? await copyAudio({ db, disk }, described, folder)
        : described.map(({ songId: _songId, ...song }) => song);
      const content = { kind: 'work' as const, message, songs };
      const saved = await saveExchange(context, { content, folder, subject: subjectOf(songIds) });
      return { ...saved, audioCount: songs.filter(({ audio }) => audio !== null).length };
    },

    'exchange.request': async ({ songs, message, folder }) => {
      const content = { kind: 'request' as const, message, songs: asksOf(db, songs) };
      return saveExchange(context, { content, folder, subject: subjectOf(songs.map(({ songId }) => songId)) });
    },

    'exchange.saveAnswer': async ({ id, folder }) => {
      const content = answerTo(getExchange(db, id));
      return saveExchange(context, { content, folder, subject: `Answer ${content.songs[0]?.title ?? ''}` });
    },
  };

  /** Its key is remembered with a sender's first file, which is the first for the user as well. */
  function signerSeen({ id, publicKey, content }: Kept) {
    const { sender } = content.payload;
    const signer = signerOf(db, sender.id, publicKey);
    return signer === 'known' && !hasOther(db, sender.id, id) ? 'new' : signer;
  }

  async function readText(file: string): Promise<string> {
    try {
      const facts = await stat(file);
      if (!facts.isFile()) throw new AppError('EXCHANGE_INVALID', 'This is no file.');
      if (facts.size > largestFile) throw new AppError('EXCHANGE_TOO_LARGE', 'This file is too large.');
      return await disk.readText(file);
    } catch (error) {
      throw toFileError(error);
    }
  }

  function subjectOf(songIds: readonly number[]): string {
    const first = songRecord.get(db, songIds[0] as number).title;
    return songIds.length === 1 ? first : `${first} and ${songIds.length - 1} more`;
  }

  /** Owners of songs that somebody asks for. */
  function tell({ kind, sender, songs }: ExchangePayload): void {
    if (kind !== 'request') return;
    const owners = new Map<number, string>();
    for (const { ref } of songs) {
      const song = songRecord.read(db, songOfRef(db, ref) ?? 0);
      if (song?.ownerId && song.ownerId !== currentActor().personId)
        owners.set(song.ownerId, owners.get(song.ownerId) ?? song.title);
    }
    for (const [personId, song] of owners) {
      const facts = { person: sender.name, song, count: songs.length };
      notifications.add({ kind: 'exchangeReceived', personId, facts, view: 'studio' });
    }
  }

  /** Bounces that lie beside the file and are the ones it was signed with become versions. */
  async function takeAudio({ content }: Kept, songs: ReadonlyMap<string, number>): Promise<void> {
    for (const { ref, audio } of content.payload.songs as FileSong[]) {
      const songId = songs.get(ref);
      if (songId === undefined || !audio) continue;
      const path = join(content.folder, basename(audio.fileName));
      const hash = await disk.hash(path).catch(() => null);
      if (hash !== audio.sha256) continue;
      const { id, only = [] } = await addPath(db, path, platform.now());
      context.versions.desk.addFiles(songId as SongId, [join(findFolder(db, id)?.path ?? '', only[0] ?? '')]);
      context.scanner.scan(id, { only });
    }
  }
}

function isAnswerable({ kind, direction, state }: Kept): boolean {
  return kind === 'request' && direction === 'in' && state !== 'pending' && state !== 'cancelled';
}

/** A file may name a song twice, by its reference or its name: the first one counts. */
function unique(items: readonly ExchangeItem[]): ExchangeItem[] {
  const seen = new Set<string | number>();
  return items.filter(({ ref, songId, title, artist }) => {
    const names = [ref, songId ?? `${sameTitleKey(title)}\n${sameTitleKey(artist)}`];
    const isSeen = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return !isSeen;
  });
}
