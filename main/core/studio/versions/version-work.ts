import type { Change } from '#core/changes.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import { Bounces } from './bounces.ts';
import { type DeskParts, VersionDesk } from './version-desk.ts';

/** Versions of songs that are on their way: files that were dropped, and folders that are watched. */
export class VersionWork {
  readonly desk: VersionDesk;
  readonly bounces: Bounces;
  #soon: NodeJS.Immediate | undefined;

  constructor(parts: DeskParts & { notifications: Notifications }) {
    const { db, scanner, notifications, changes, logError } = parts;
    this.desk = new VersionDesk(parts);
    this.bounces = new Bounces({
      ...{ db, desk: this.desk, scanner, notifications, logError },
      onChange: () => changes.add({ topics: ['songs'] }),
    });
    changes.listen((change) => this.#note(change));
  }

  /** To be told of each scan that ended. */
  noteScan(folderId: number): void {
    this.desk.look();
    this.bounces.look(folderId);
  }

  async waitForIdle(): Promise<void> {
    await this.desk.waitForIdle();
    await this.bounces.waitForIdle();
  }

  async close(): Promise<void> {
    clearImmediate(this.#soon);
    await this.desk.close();
    await this.bounces.close();
  }

  /** A song may have got another folder: set, or taken back. */
  #note({ topics }: Change): void {
    if (!topics.includes('songs') && !topics.includes('folders')) return;
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.bounces.update();
    });
  }
}
