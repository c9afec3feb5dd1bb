import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { readAnswerTable } from './read-answer-table.ts';
import { childOf, descendants, readXml, textOf, type XmlLimits, type XmlNode } from './read-xml.ts';
import { type AffectedThing, type AnsweredRelease, outcomeOf, type StoreAnswer, sortCode } from './store-answer.ts';

/** The longest that stores send list every track of a box set. */
const limits: XmlLimits = { bytes: 2 * 1024 * 1024, depth: 24, elements: 20_000 };
/** Of what a store writes; the rest of a longer text says nothing new. */
const maxText = 2000;
const maxEntries = 500;

const statusNames =
  /^(?:FileStatus|ReleaseStatus|MessageStatus|AcknowledgementStatus|AcknowledgementType|ErnStatus|DeliveryStatus|Status)$/;
const reasonNames = /^(?:ErrorText|ErrorDescription|ErrorMessage|Reason|StatusText|Comment|ProposedActionType)$/;
const codeNames = /^(?:ErrorCode|ErrorType|StatusCode|ReasonCode)$/;
const fileNames = /^(?:FileName|URI|AffectedFile|FilePath)$/;

/**
 * What a store says in a file that it put into a folder of returns: an acknowledgement of DDEX's choreography in any of its editions
 * and look-alikes, or a table of the user's own making. Whole or not at all.
 *
 * Throws XML_INVALID, XML_TOO_LARGE and ACKNOWLEDGEMENT_UNKNOWN (`reason`, and the `row` of a table). Nothing is loaded or expanded.
 */
export function readAcknowledgement(bytes: Uint8Array, fileName: string): StoreAnswer[] {
  if (!isXml(bytes)) return readAnswerTable(bytes);
  const root = readXml(bytes, limits);
  const statuses = [...descendants(root)].filter((node) => statusNames.test(node.name) && node.children.length === 0);
  const isAnswer = /ack|status|response|result|report/i.test(root.name);
  if (!isAnswer || (statuses.length === 0 && reasonsOf(root).length === 0)) {
    throw new AppError('ACKNOWLEDGEMENT_UNKNOWN', 'This file is no answer of a store.', {
      reason: 'element',
      element: root.name.slice(0, 80),
    });
  }
  if (statuses.length === 0) return [answerOf(root, root, null, fileName)];
  // Each status is about the element that it stands in.
  const blocks = new Map(statuses.map((status) => [status.parent ?? root, status]));
  return [...blocks].map(([block, status]) => answerOf(root, block, status, fileName));
}

function isXml(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return start.replace(/^[\xef\xbb\xbf\xff\xfe\s\0]+/, '').startsWith('<');
}

function answerOf(root: XmlNode, block: XmlNode, status: XmlNode | null, fileName: string): StoreAnswer {
  const header = childOf(root, 'MessageHeader');
  const sender = childOf(header, 'MessageSender');
  const reasons = reasonsOf(block);
  const said = (status?.text ?? '').slice(0, maxText);
  const outcome = outcomeOf(said);
  const named = nameParts(fileName);
  return {
    // An error in words is no success, and no word at all with reasons for it is none either.
    outcome: reasons.length > 0 && (outcome === 'unknown' || said === '') ? 'rejected' : outcome,
    status: said,
    store: textOf(childOf(sender, 'PartyName'), 'FullName') || textOf(sender, 'TradingName'),
    storeDpid: parseIdentifier('dpid', textOf(sender, 'PartyId')) ?? '',
    messageIds: messageIdsOf(root, block),
    release: releaseOf(root, block, named.releaseId),
    at: textOf(header, 'MessageCreatedDateTime') || firstText(block, /Date(Time)?$/) || named.at,
    codes: textsOf(block, codeNames),
    reasons,
    affected: affectedOf(block),
    url: firstText(block, /^(?:URL|ReleaseURL|Link)$/),
    line: (status ?? block).line,
  };
}

/** Ids of our messages, not that of the answer itself. */
function messageIdsOf(root: XmlNode, block: XmlNode): string[] {
  const of = (node: XmlNode) =>
    [...descendants(node)]
      .filter(({ name, parent }) => /^(?:\w*MessageId)$/.test(name) && parent?.name !== 'MessageHeader')
      .map(({ text }) => text);
  return unique(of(block).length > 0 ? of(block) : of(root));
}

function releaseOf(root: XmlNode, block: XmlNode, fromName: string): AnsweredRelease {
  const inBlock = releaseCodes(block);
  const found = inBlock.codes.length + inBlock.catalogue.length > 0 ? inBlock : releaseCodes(root);
  const codes = found.codes.length + found.catalogue.length > 0 || fromName === '' ? found.codes : [fromName];
  const sorted = codes.map(sortCode);
  return {
    upc: sorted.find(({ upc }) => upc !== '')?.upc ?? '',
    grid: sorted.find(({ grid }) => grid !== '')?.grid ?? '',
    catalogueNumber: found.catalogue[0] ?? '',
    others: unique(sorted.map(({ other }) => other)),
  };
}

/** Codes within what is affected are those of tracks. */
function releaseCodes(node: XmlNode): { codes: string[]; catalogue: string[] } {
  const leaves = [...descendants(node)].filter(({ children, text }) => children.length === 0 && text !== '');
  const ofRelease = leaves.filter((leaf) => !isWithin(leaf, /^Affected/) && !isWithin(leaf, /^MessageHeader$/));
  return {
    codes: ofRelease
      .filter(({ name }) => /^(?:ICPN|UPC|EAN|GRid|ProprietaryId|ReleaseId)$/.test(name))
      .map(({ text }) => text),
    catalogue: ofRelease.filter(({ name }) => name === 'CatalogNumber').map(({ text }) => text),
  };
}

function affectedOf(block: XmlNode): AffectedThing[] {
  const things = [...descendants(block)].filter(({ name }) => /^Affected/.test(name));
  return things
    .slice(0, maxEntries)
    .filter((thing) => !isWithin(thing.parent, /^Affected/))
    .map((thing) => {
      const leaves = [thing, ...descendants(thing)].filter(({ children }) => children.length === 0);
      const isrc = leaves.map(({ text }) => parseIdentifier('isrc', text)).find((code) => code !== null) ?? '';
      const file = leaves.find(({ name }) => fileNames.test(name))?.text ?? '';
      const rest = leaves.filter(({ name, text }) => !fileNames.test(name) && parseIdentifier('isrc', text) === null);
      return { isrc, file, other: unique(rest.map(({ text }) => text)).join(' ') };
    });
}

function reasonsOf(block: XmlNode): string[] {
  return textsOf(block, reasonNames);
}

function textsOf(node: XmlNode, names: RegExp): string[] {
  return unique([...descendants(node)].filter(({ name }) => names.test(name)).map(({ text }) => text));
}

function firstText(node: XmlNode, names: RegExp): string {
  return [...descendants(node)].find(({ name, text }) => names.test(name) && text !== '')?.text ?? '';
}

function isWithin(node: XmlNode | null, names: RegExp): boolean {
  for (let one = node; one; one = one.parent) if (names.test(one.name)) return true;
  return false;
}

/** 'ACK_20261122013000_5012345678900.xml' */
function nameParts(fileName: string): { at: string; releaseId: string } {
  const match = /^ACK_([^_]+)_(.+)\.xml$/i.exec(fileName.split(/[\\/]/).at(-1) ?? '');
  if (!match) return { at: '', releaseId: '' };
  const digits = (match[1] ?? '').replace(/\D/g, '');
  const [, year, month, day, hour, minute, second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?/.exec(digits) ?? [];
  if (!year) return { at: '', releaseId: match[2] ?? '' };
  const time = hour && minute ? `T${hour}:${minute}:${second}` : '';
  return { at: `${year}-${month}-${day}${time}`, releaseId: match[2] ?? '' };
}

/** Without repeats, and short enough to be kept and shown. */
function unique(values: readonly string[]): string[] {
  const known = values.filter((value) => value !== '').map((value) => value.slice(0, maxText));
  return [...new Set(known)].slice(0, maxEntries);
}
