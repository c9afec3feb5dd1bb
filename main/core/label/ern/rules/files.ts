import type { Report } from '../ern-finding.ts';
import type { ErnView } from '../ern-view.ts';

const lengths: Readonly<Record<string, number>> = {
  MD5: 32,
  SHA1: 40,
  'SHA-1': 40,
  'SHA-224': 56,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
};

/** What a message says of files: a name within its folder, what they sum up to, how large they are. */
export function checkFileFacts(view: ErnView, report: Report): void {
  const seen = new Set<string>();
  for (const { uri, node, hash, size } of view.resources.flatMap(({ files }) => files)) {
    if (uri === '') report('file.noName', node);
    else if (!isInside(uri)) report('file.outside', node, { uri });
    if (uri !== '' && seen.has(uri)) report('file.repeated', node, { uri });
    seen.add(uri);
    if (!hash) report('file.noHash', node, { uri });
    else if (!isHash(hash)) report('file.hashMalformed', hash.node, { algorithm: hash.algorithm, value: hash.value });
    // Only ERN 4 has a place for it.
    if (view.family === 4 && !(Number(size) > 0)) report('file.noSize', node, { uri });
  }
}

/** From the folder of the message downwards, or an address in the web, which nobody here opens. */
export function isInside(uri: string): boolean {
  if (/^https:\/\//i.test(uri)) return true;
  if (/^[a-z][a-z\d+.-]*:|^[\\/]|\\|\0/i.test(uri)) return false;
  return !uri.split('/').includes('..');
}

function isHash({ algorithm, value }: { algorithm: string; value: string }): boolean {
  const length = lengths[algorithm];
  return length === undefined ? value !== '' : value.length === length && /^[\da-f]+$/i.test(value);
}
