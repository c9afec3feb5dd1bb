import type { ErnMessage, ErnMessagingParty } from './ern-message.ts';
import { group, groupOfSome, leaf, type XmlElement } from './xml-element.ts';

/** All editions have the same, as far as we fill it. */
export function messageHeader(message: ErnMessage): XmlElement {
  return group('MessageHeader', [
    leaf('MessageThreadId', message.threadId || message.messageId),
    leaf('MessageId', message.messageId),
    messagingParty('MessageSender', message.sender),
    message.sentOnBehalfOf ? messagingParty('SentOnBehalfOf', message.sentOnBehalfOf) : null,
    message.recipients.map((recipient) => messagingParty('MessageRecipient', recipient)),
    leaf('MessageCreatedDateTime', message.createdAt),
    leaf('MessageControlType', message.isTest ? 'TestMessage' : 'LiveMessage'),
  ]);
}

export function messagingParty(name: string, { dpid, name: fullName }: ErnMessagingParty): XmlElement {
  return group(name, [leaf('PartyId', dpid), groupOfSome('PartyName', [leaf('FullName', fullName)])]);
}
