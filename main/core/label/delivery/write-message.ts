import { randomUUID } from 'node:crypto';
import { type Db, prepare } from '#core/db/query.ts';
import type { ErnVersion } from '#core/label/ern/ern-message.ts';
import { writeBatchComplete } from '#core/label/ern/write-batch.ts';
import { writeErn } from '#core/label/ern/write-ern.ts';
import { AppError } from '#shared/errors.ts';
import type { MessageRequest, PackageMessage } from './build-package.ts';
import { readDeliverySettings } from './delivery-settings.ts';
import { ernOfRelease } from './ern-of-release.ts';

type WriterOptions = { db: Db };

/** Writes the message of a package, and has it checked before anybody gets it. */
export class MessageWriter {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Null where no store of the target wants one. Throws ERN_INCOMPLETE. */
  async write(request: MessageRequest): Promise<PackageMessage | null> {
    const { target, snapshot, kind, batchId, releaseName, createdAt } = request;
    const wanting = target.stores.filter(({ ern }) => ern !== '');
    const [first] = wanting;
    if (!first) return null;
    const version = first.ern as ErnVersion;
    const sender = this.#sender();
    const recipients = wanting
      .map(({ dpid, partyName, name }) => ({ dpid, name: partyName || name }))
      .filter(({ dpid }, at, all) => dpid === '' || all.findIndex((other) => other.dpid === dpid) === at);
    const messageId = `LL-${batchId}-${randomUUID().slice(0, 8)}`;
    const message = ernOfRelease({ ...request, sender, recipients, messageId });
    const text = writeErn(message, version);
    const ern = { version, profile: message.profile, messageId, findings: [], schema: 'unchecked' as const };
    const { upc, grid, catalogueNumber } = snapshot.release;
    return {
      text,
      ern,
      complete: (sha256) =>
        writeBatchComplete({
          ...{ batchId, priority: 'normal', sender, recipient: recipients[0] ?? sender, isTest: false },
          createdAt: new Date(createdAt).toISOString(),
          messages: [
            {
              ...{ messageId, releaseId: releaseName, grid, icpn: upc, catalogueNumber },
              action: kind === 'initial' ? 'insert' : kind,
              hash: { algorithm: 'SHA-256', value: sha256 },
            },
          ],
        }),
    };
  }

  async close(): Promise<void> {}

  #sender(): { dpid: string; name: string } {
    const { senderDpid, senderName } = readDeliverySettings(this.#options.db);
    const workspace = prepare(this.#options.db, 'SELECT name FROM workspace').pluck().get() as string;
    const name = senderName || workspace;
    if (senderDpid === '' || name === '') {
      throw new AppError('ERN_INCOMPLETE', 'Say under which name and DPID you send messages.', { at: 'sender' });
    }
    return { dpid: senderDpid, name };
  }
}
