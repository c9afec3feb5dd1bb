import { messagingParty } from './ern-header.ts';
import type { ErnHash, ErnMessagingParty } from './ern-message.ts';
import { group, groupOfSome, leaf, writeXml } from './xml-element.ts';

const namespace = 'http://ddex.net/xml/ern-c-sftp/17';

export type BatchPriority = 'priority' | 'mixed' | 'normal';

export type Batch = {
  /** Digits of a moment, see `batchIdOf`. */
  batchId: string;
  priority: BatchPriority;
  sender: ErnMessagingParty;
  recipient: ErnMessagingParty;
  createdAt: string;
  isTest: boolean;
  messages: readonly BatchMessage[];
};

export type BatchMessage = {
  messageId: string;
  /** Names the folder and the file of the message. */
  releaseId: string;
  action: 'insert' | 'update' | 'takedown';
  /** Of the main release. */
  grid: string;
  icpn: string;
  catalogueNumber: string;
  /** Of the file of the message. */
  hash: ErnHash | null;
};

const priorities: Readonly<Record<BatchPriority, string>> = { priority: 'P', mixed: 'M', normal: 'N' };

const deliveries: Readonly<Record<BatchMessage['action'], string>> = {
  insert: 'NewReleaseDelivery',
  update: 'ReDelivery',
  takedown: 'TakeDown',
};

/** '20261122013000000' of '2026-11-22T01:30:00Z': batches are taken in the order of their names. */
export function batchIdOf(createdAt: string): string {
  return new Date(createdAt).toISOString().replace(/\D/g, '');
}

/** 'N_20261122013000000': the folder of a batch. */
export function batchFolder({ priority, batchId }: Pick<Batch, 'priority' | 'batchId'>): string {
  return `${priorities[priority]}_${batchId}`;
}

/** The file that says that all others are there: it is written last. */
export function batchCompleteName({ batchId }: Pick<Batch, 'batchId'>): string {
  return `BatchComplete_${batchId}.xml`;
}

/** Where a message and the files it speaks of belong, from the folder of the batch. */
export function releasePaths(releaseId: string): { folder: string; message: string; resources: string } {
  const folder = safeName(releaseId);
  return { folder, message: `${folder}/${folder}.xml`, resources: `${folder}/resources` };
}

/** The list of all messages of a batch. Throws XML_TEXT_INVALID. */
export function writeBatchComplete(batch: Batch): string {
  return writeXml(
    group(
      'ern-c-sftp:ManifestMessage',
      [
        group('MessageHeader', [
          messagingParty('MessageSender', batch.sender),
          messagingParty('MessageRecipient', batch.recipient),
          leaf('MessageCreatedDateTime', batch.createdAt),
        ]),
        leaf('IsTestFlag', batch.isTest),
        leaf('RootDirectory', batchFolder(batch)),
        leaf('NumberOfMessages', batch.messages.length),
        batch.messages.map((message) =>
          group('MessageInBatch', [
            leaf('MessageType', 'NewReleaseMessage'),
            leaf('MessageId', message.messageId),
            leaf('URL', `./${releasePaths(message.releaseId).message}`),
            groupOfSome('IncludedReleaseId', [
              leaf('GRid', message.grid),
              leaf('ICPN', message.icpn),
              leaf('CatalogNumber', message.catalogueNumber, { Namespace: batch.sender.dpid }),
            ]),
            leaf('DeliveryType', deliveries[message.action]),
            leaf('ProductType', 'AudioProduct'),
            message.hash
              ? group('HashSum', [
                  leaf('HashSum', message.hash.value.toLowerCase()),
                  leaf('HashSumAlgorithmType', message.hash.algorithm),
                ])
              : null,
          ]),
        ),
      ],
      { 'xmlns:ern-c-sftp': namespace, MessageVersionId: '1.7' },
    ),
  );
}

/** A code as the name of a folder: what no code has becomes a line. */
function safeName(code: string): string {
  return code.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80) || 'release';
}
