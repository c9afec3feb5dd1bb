import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import type { Call } from '#shared/client.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { FakeSpotify } from './fake-spotify.ts';
import { insertTrack, tempFolder } from './temp-library.ts';
import { openTestCore, type TestCore } from './test-core.ts';

export const clientId = '0123456789abcdef0123456789abcdef';

/** A library beside a Spotify of our own, for tests; begin with `open`, end with `close`. */
export class SpotifyLab {
  readonly spotify = new FakeSpotify();
  /** Added to the clock. */
  offsetMs = 0;
  readonly #folder = tempFolder();
  #opened: TestCore | undefined;

  async open(): Promise<this> {
    await this.spotify.open();
    await this.#open();
    return this;
  }

  async close(): Promise<void> {
    await this.core.close();
    await this.spotify.close();
    this.#folder.remove();
  }

  get core(): TestCore['core'] {
    return this.#opened?.core ?? expect.fail('not open');
  }

  get call(): Call {
    return this.#opened?.call ?? expect.fail('not open');
  }

  get logged(): string[] {
    return this.#opened?.logged ?? [];
  }

  get events(): TestCore['events'] {
    return this.#opened?.events ?? [];
  }

  /** Closes the library, lets `between` work on its database, and opens it again. */
  async reopen(between: (db: Database.Database) => void): Promise<void> {
    await this.core.close();
    const db = new Database(join(this.#folder.path, 'home', 'library.db'));
    between(db);
    db.close();
    await this.#open();
  }

  async state() {
    const { services } = await this.call('connectors.list');
    return services.find(({ id }) => id === 'spotify') ?? expect.fail('no Spotify');
  }

  async signIn(): Promise<void> {
    const { signInUrl } = await this.call('connectors.connect', { service: 'spotify', values: { clientId } });
    expect(await this.spotify.agree(signInUrl ?? '')).toBe(200);
    await vi.waitFor(async () => expect(await this.state()).toMatchObject({ isConnected: true, isConnecting: false }));
  }

  /** Resolves when no task waits or runs. */
  finished(): Promise<void> {
    return vi.waitFor(async () => expect(await this.call('connectors.tasks')).toEqual([]), { timeout: 5000 });
  }

  async entriesOf(id: PlaylistId) {
    return (await this.call('playlists.entries', { id, start: 0, count: 500 })).entries;
  }

  async playlistNamed(name: string) {
    const found = (await this.call('playlists.list')).find((each) => each.name === name);
    return found ?? expect.fail(`no playlist ${name}`);
  }

  /** The library has three tracks; Spotify knows two of them, one only by name. */
  async withMusic(): Promise<void> {
    await this.reopen((db) => {
      insertTrack(db, { title: 'Paper Lanterns', artist: 'Ada Quill', isrc: 'GBAAA2600001', duration_ms: 200_000 });
      insertTrack(db, { title: 'Tolbooth', artist: 'Ada Kessler & Wren', duration_ms: 201_000 });
      insertTrack(db, { title: 'Salt Road', artist: 'Marrow Coast', duration_ms: 300_000 });
    });
    const { spotify } = this;
    spotify.add({ id: 'lanterns', name: 'Paper Lanterns - 2026 Remaster', artist: 'Ada Quill', isrc: 'GBAAA2600001' });
    spotify.add({ id: 'tolbooth', name: 'Tolbooth', artist: 'Ada Kessler, Wren' });
    spotify.add({ id: 'elsewhere', name: 'Not Here', artist: 'Somebody' });
    spotify.add({ id: 'harbour', name: 'Glass Harbour', artist: 'Sable Ohm' });
  }

  async #open(): Promise<void> {
    this.#opened = await openTestCore(join(this.#folder.path, 'home'), {
      runAnalysis: false,
      serviceUrls: { spotify: this.spotify.url },
      now: () => Date.now() + this.offsetMs,
    });
  }
}
