import { randomUUID } from 'node:crypto';
import type { SecretVault } from '#core/connectors/secret-vault.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { type KeyPair, makeKeyPair, publicKeyOf } from './signed-file.ts';

export type Sender = { id: string; name: string; publicKey: string; personId: number | null; isSelf: boolean };

type SenderRow = { sender_id: string; name: string; public_key: string; person_id: number | null; is_self: 0 | 1 };

export function findSender(db: Db, id: string): Sender | undefined {
  return toSender(prepare(db, 'SELECT * FROM exchange_sender WHERE sender_id = ?').get(id) as SenderRow | undefined);
}

/** This installation, once it has signed something. */
export function findSelf(db: Db): Sender | undefined {
  return toSender(prepare(db, 'SELECT * FROM exchange_sender WHERE is_self').get() as SenderRow | undefined);
}

/** Whose key this is, by what it was seen with first. */
export function signerOf(db: Db, senderId: string, publicKey: string): 'self' | 'known' | 'new' | 'changed' {
  const sender = findSender(db, senderId);
  if (!sender) return 'new';
  if (sender.isSelf) return 'self';
  return sender.publicKey === publicKey ? 'known' : 'changed';
}

/** Remembers a sender, and from now on this key of theirs. */
export function trustSender(db: Db, { id, name }: { id: string; name: string }, publicKey: string, now: number): void {
  prepare(
    db,
    `INSERT INTO exchange_sender (sender_id, name, public_key, seen_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (sender_id) DO UPDATE SET name = excluded.name, public_key = excluded.public_key WHERE NOT is_self`,
  ).run(id, name, publicKey, now);
}

export function linkSender(db: Db, id: string, personId: number): void {
  prepare(db, 'UPDATE exchange_sender SET person_id = ? WHERE sender_id = ?').run(personId, id);
}

/**
 * What this installation signs with; a new pair where there is none, or where it was not kept. The private key is in the vault
 * only: in the system's keychain, or in memory until the program ends.
 */
export async function signingKeys(
  { db, vault, now }: { db: Db; vault: SecretVault; now(): number },
  name: string,
): Promise<KeyPair & { id: string }> {
  const self = findSelf(db);
  const { privateKey = '' } = (await vault.read('exchange')) ?? {};
  const known = publicKeyOf(privateKey);
  const pair = known === undefined ? makeKeyPair() : { privateKey, publicKey: known };
  if (known === undefined) await vault.write('exchange', { privateKey: pair.privateKey });
  const id = self?.id ?? randomUUID();
  prepare(
    db,
    `INSERT INTO exchange_sender (sender_id, name, public_key, is_self, seen_at) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT (sender_id) DO UPDATE SET name = excluded.name, public_key = excluded.public_key`,
  ).run(id, name, pair.publicKey, now());
  return { ...pair, id };
}

/** What a song is called between installations; it gets a name with the first file it stands in. */
export function refOf(db: Db, songId: number): string {
  const known = prepare(db, 'SELECT ref FROM shared_song WHERE song_id = ?').pluck().get(songId) as string | undefined;
  if (known !== undefined) return known;
  const ref = randomUUID();
  prepare(db, 'INSERT INTO shared_song (song_id, ref) VALUES (?, ?)').run(songId, ref);
  return ref;
}

/** The song here; undefined where there is none, or no longer. */
export function songOfRef(db: Db, ref: string): number | undefined {
  const found = prepare(db, 'SELECT song.id FROM shared_song JOIN song ON song.id = song_id WHERE ref = ?').pluck();
  return found.get(ref) as number | undefined;
}

/** Notes that a song here is that one; `senderId` is who it came from first. */
export function linkSong(db: Db, songId: number, ref: string, senderId: string): void {
  prepare(db, 'DELETE FROM shared_song WHERE ref = ? OR song_id = ?').run(ref, songId);
  prepare(db, 'INSERT INTO shared_song (song_id, ref, sender_id) VALUES (?, ?, ?)').run(songId, ref, senderId);
}

/** Who a song came from; empty for one that was made here. */
export function originOf(db: Db, songId: number): string {
  const origin = prepare(db, 'SELECT sender_id FROM shared_song WHERE song_id = ?').pluck().get(songId);
  return (origin as string | undefined) ?? '';
}

function toSender(row: SenderRow | undefined): Sender | undefined {
  return (
    row && {
      id: row.sender_id,
      name: row.name,
      publicKey: row.public_key,
      personId: row.person_id,
      isSelf: row.is_self === 1,
    }
  );
}
