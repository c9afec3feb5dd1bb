import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { picturePath } from '#core/media/media-reply.ts';
import type { Platform } from '#core/platform.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { writeAiff, writeExtensibleWave, writeFlac, writePlainWave } from './make-masters.ts';

const sounds = join(import.meta.dirname, '../../../../../e2e/audio');
/** A file that was written to just now would wait for its settling. */
const longAgo = new Date(Date.UTC(2026, 0, 1));

/** A library of real files, whose clock stands still until it is set, and the folders that deliveries need. */
export class DeliveryLab {
  readonly #folder: { path: string; remove(): void };
  readonly music: string;
  readonly packages: string;
  readonly returns: string;
  readonly home: string;
  now = Date.UTC(2026, 10, 20, 12);
  #opened: TestCore | undefined;

  /** In a folder of its own, or in one that is there, which is left when it closes. */
  constructor(path?: string) {
    this.#folder = path === undefined ? tempFolder('ledgerline-delivery-', true) : { path, remove: () => undefined };
    const within = (name: string) => join(this.#folder.path, name);
    [this.music, this.packages, this.returns, this.home] = [
      within('masters'),
      within('packages'),
      within('returns'),
      within('home'),
    ];
  }

  putMusic(name: string): void {
    putMaster(this.music, name);
  }

  /** Starts with these files in the library, and folders chosen. */
  async open(names: readonly string[], options: Partial<Platform> = {}): Promise<void> {
    for (const path of [this.music, this.packages, this.returns, this.home]) mkdirSync(path, { recursive: true });
    for (const name of names) putMaster(this.music, name);
    await this.start(options);
    await this.call('folders.add', { path: this.music });
    await this.core.waitForIdle();
    await this.call('deliveries.setFolders', { packagesFolder: this.packages, returnsFolder: this.returns });
  }

  async start(options: Partial<Platform> = {}): Promise<void> {
    this.#opened = await openTestCore(this.home, { now: () => this.now, runAnalysis: false, ...options });
  }

  async stop(): Promise<void> {
    await this.core.close();
  }

  /** Answers with the failures that nobody expected. */
  async close(): Promise<readonly string[]> {
    const { logged } = this.opened;
    await this.stop();
    this.#folder.remove();
    return logged;
  }

  get opened(): TestCore {
    return this.#opened as TestCore;
  }

  get core() {
    return this.opened.core;
  }

  get call() {
    return this.opened.call;
  }

  /** A release of these files, with all that stores ask for. */
  async makeRelease(names: readonly string[], title = 'Harbour Songs', upc = '4006381333931'): Promise<ReleaseId> {
    const ids = await this.trackIds();
    const { id } = await this.call('releases.makeFromTracks', {
      trackIds: names.map((name) => ids.get(name) as TrackId),
    });
    const artworkHash = await this.addPicture();
    const patch = {
      title,
      artist: 'Ines Valloria',
      upc,
      label: 'Lantern Row',
      catalogueNumber: `LR-${upc.slice(-3)}`,
      genre: 'Electronic',
    };
    const lines = { pLine: '2027 Lantern Row', cLine: '2027 Lantern Row', releaseDate: '2027-02-12', artworkHash };
    await this.call('releases.edit', { id, patch: { ...patch, ...lines, kind: 'ep' } });
    const { tracks } = await this.call('releases.get', { id });
    const { id: personId } = await this.call('people.make', {
      name: `Ines Valloria ${upc}`,
      legalName: 'Ines Valloria',
    });
    const writers = [{ personId, role: 'composer', share: null }];
    for (const [index, { recordingId }] of tracks.entries()) {
      const isrc = `ZZLR127${upc.slice(-3)}${String(index + 1).padStart(2, '0')}`;
      const title = (names[index] ?? '').replace(/( extensible)?\.\w+$/, '');
      const values = {
        title,
        isrc,
        artist: 'Ines Valloria',
        explicit: 'none',
        language: 'en',
        genre: 'Electronic',
      } as const;
      await this.call('catalogue.editRecordings', { ids: [recordingId], patch: { ...values, writers } });
    }
    return id;
  }

  async addPicture(): Promise<string> {
    const pixels = { create: { width: 1400, height: 1400, channels: 3, background: '#18314f' } } as const;
    const body = await sharp(pixels).png().toBuffer();
    const { body: answer } = await this.core.media({ method: 'POST', path: picturePath, range: null, body });
    return (JSON.parse(Buffer.from(answer as Uint8Array).toString('utf8')) as { hash: string }).hash;
  }

  async trackIds(): Promise<Map<string, TrackId>> {
    const { view } = await this.call('tracks.openView', { slot: 'test', text: '', sort: [] });
    const rows = await this.call('tracks.viewRows', { view, start: 0, count: 100 });
    return new Map(rows.map(({ id, fileName }) => [fileName, id]));
  }

  /** Builds packages and waits for them. */
  async build(ids: readonly DeliveryId[], kind: 'initial' | 'update' | 'takedown' = 'initial'): Promise<void> {
    await this.call('deliveries.build', { ids: [...ids], kind });
    await this.core.waitForIdle();
  }

  state(id: DeliveryId) {
    return this.call('deliveries.get', { id });
  }

  /** Names below a folder, with '/'. */
  static tree(path: string, within = ''): string[] {
    return readdirSync(join(path, within), { withFileTypes: true }).flatMap((entry) => {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      return entry.isDirectory() ? DeliveryLab.tree(path, name) : [name];
    });
  }

  static text(...path: readonly string[]): string {
    return readFileSync(join(...path), 'utf8');
  }
}

/** A master whose name says its format, or a file of e2e/audio. */
function putMaster(folder: string, name: string): void {
  const path = join(folder, name);
  const hertz = 200 + 10 * name.length;
  if (name.endsWith('.flac')) writeFlac(path, hertz);
  else if (name.endsWith('.aiff')) writeAiff(path, hertz);
  else if (name.endsWith('extensible.wav')) writeExtensibleWave(path, hertz);
  else if (name.endsWith('.wav')) writePlainWave(path, hertz);
  else copyFileSync(join(sounds, name), path);
  utimesSync(path, longAgo, longAgo);
}
