import { collectFindings, type ErnFinding } from './ern-finding.ts';
import type { ErnAction } from './ern-message.ts';
import { type ErnView, viewErn } from './ern-view.ts';
import { readXml } from './read-xml.ts';
import { checkCredits } from './rules/credits.ts';
import { checkDeals } from './rules/deals.ts';
import { checkFileFacts } from './rules/files.ts';
import { checkIdentifiers } from './rules/identifiers.ts';
import { checkReferences } from './rules/references.ts';
import { checkReleases } from './rules/releases.ts';
import { checkStructure } from './rules/structure.ts';
import { checkTimes } from './rules/times.ts';

export type ErnCheckOptions = {
  /** What the message is meant to do, where that is known. */
  action?: ErnAction;
  /** Whether the release is out and this message changes it: then its deals have to run already. */
  isLive?: boolean;
  /** An ISO moment with a zone; the present one unless said. */
  now?: string;
};

/** What somebody who has the package can tell about a file, by its path from the folder of the message. Null where there is none. */
export type ErnFolder = (uri: string) => Promise<ErnFolderFile | null>;

export type ErnFolderFile = {
  sizeBytes: number;
  /** Hexadecimal; `algorithm` is 'SHA-256' or 'MD5'. */
  hash(algorithm: 'SHA-256' | 'MD5'): Promise<string>;
};

/**
 * Everything about a message that is wrong or odd, in the order of the document, by our own rules: what a schema cannot tell, and the
 * order of elements that we write ourselves. Works on messages of anybody. At most 500 are told.
 *
 * Throws XML_INVALID and XML_TOO_LARGE. What is no message about a new release is one finding, `root.unknown`.
 */
export function checkErn(xml: string | Uint8Array, options: ErnCheckOptions = {}): ErnFinding[] {
  const { findings } = check(xml, options);
  return sorted(findings);
}

/** The same, and whether each file is there with the size and hash said. Throws what `folder` does too. */
export async function checkErnPackage(
  xml: string | Uint8Array,
  folder: ErnFolder,
  options: ErnCheckOptions = {},
): Promise<ErnFinding[]> {
  const { view, findings, report } = check(xml, options);
  for (const file of view?.resources.flatMap(({ files }) => files) ?? []) {
    const isOutside = findings.some(({ rule, line }) => rule === 'file.outside' && line === file.node.line);
    if (file.uri === '' || isOutside || /^https:/i.test(file.uri)) continue;
    const found = await folder(file.uri);
    if (!found) {
      report('file.missing', file.node, { uri: file.uri });
      continue;
    }
    if (file.size !== '' && !isSize(file.size, found.sizeBytes)) {
      report('file.size', file.node, { uri: file.uri, said: file.size, bytes: found.sizeBytes });
    }
    const { algorithm, value = '' } = file.hash ?? {};
    if (algorithm !== 'SHA-256' && algorithm !== 'MD5') continue;
    const real = await found.hash(algorithm);
    if (real.toLowerCase() !== value.toLowerCase())
      report('file.hash', file.node, { uri: file.uri, said: value, real });
  }
  return sorted(findings);
}

function check(xml: string | Uint8Array, options: ErnCheckOptions) {
  const { action = null, isLive = false, now = new Date().toISOString() } = options;
  const root = readXml(xml);
  const { report, findings } = collectFindings();
  const view: ErnView | null = viewErn(root);
  if (!view) {
    report('root.unknown', root, { element: root.name, namespace: root.namespace });
    return { view, findings, report };
  }
  checkStructure(view, report);
  checkReferences(view, report);
  checkIdentifiers(view, report);
  checkReleases(view, report);
  checkCredits(view, report);
  checkTimes(view, report);
  checkDeals(view, { action, isLive, now }, report);
  checkFileFacts(view, report);
  return { view, findings, report };
}

/** The standard counts kilobytes without saying how many bytes one is; and some senders count bytes. */
function isSize(said: string, bytes: number): boolean {
  const size = Number(said);
  return [1000, 1024, 1].some((unit) => Math.abs(size * unit - bytes) < Math.max(1, said.includes('.') ? 1 : unit));
}

function sorted(findings: ErnFinding[]): ErnFinding[] {
  return findings.sort((one, other) => one.line - other.line || one.rule.localeCompare(other.rule));
}
