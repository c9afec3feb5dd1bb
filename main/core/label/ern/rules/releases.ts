import type { Report } from '../ern-finding.ts';
import { type ErnView, primaryResources, type ReleaseView } from '../ern-view.ts';
import { childrenOf, descendants, nodesAt, textOf, type XmlNode } from '../read-xml.ts';

/** One main release, a release for each track where the profile wants it, labels, dates, the cover, and the order of the tracks. */
export function checkReleases(view: ErnView, report: Report): void {
  const mains = view.releases.filter(({ isMain }) => isMain);
  const [main] = mains;
  const list = nodesAt(view.root, 'ReleaseList')[0] ?? view.root;
  if (!main) report('release.noMain', list);
  for (const { node } of mains.slice(1)) report('release.severalMain', node);
  for (const release of view.releases) checkLabel(view, release, report);
  checkTrackReleases(view, list, report);
  if (main) checkMain(view, main, report);
}

function checkLabel(view: ErnView, { node, details }: ReleaseView, report: Report): void {
  const name = view.family === 4 ? 'ReleaseLabelReference' : 'LabelName';
  for (const detail of details) if (textOf(detail, name) === '') report('release.noLabel', detail);
  if (details.length === 0) report('release.noLabel', node);
  if (view.family === 4) checkLabelTerritories(view, node, report);
}

/** Where labels hold for some territories only, each territory of a deal about the release needs one. */
function checkLabelTerritories(view: ErnView, node: XmlNode, report: Report): void {
  const labels = childrenOf(node, 'ReleaseLabelReference').map(({ attributes }) => attributes.ApplicableTerritoryCode);
  if (labels.length === 0 || labels.some((territory) => territory === undefined || territory === 'Worldwide')) return;
  const reference = textOf(node, 'ReleaseReference');
  const deals = view.deals.filter(({ releases }) => releases.some(({ text }) => text === reference));
  // What a deal leaves out does not name what is left.
  const missing = deals.flatMap(({ terms }) =>
    childrenOf(terms, 'ExcludedTerritoryCode').length > 0
      ? ['Worldwide']
      : nodesAt(terms, 'TerritoryCode').map(({ text }) => text),
  );
  const territory = missing.find((one) => !labels.includes(one));
  if (territory !== undefined) report('release.noLabel', node, { territory });
}

function checkTrackReleases(view: ErnView, list: XmlNode, report: Report): void {
  const tracks = view.releases.filter(({ isMain }) => !isMain);
  if (view.profile === 'SimpleAudioSingle') {
    for (const { node } of tracks) report('track.unexpectedRelease', node);
    const primary = primaryResources(view);
    if (primary.length !== 1) report('track.several', primary[1]?.node ?? list, { count: primary.length });
  }
  if (view.profile !== 'Audio') return;
  const byResource = new Map<string, XmlNode[]>();
  for (const { node, resources } of tracks) {
    for (const reference of new Set(resources.map(({ text }) => text))) {
      byResource.set(reference, [...(byResource.get(reference) ?? []), node]);
    }
  }
  for (const { node, reference } of primaryResources(view)) {
    const own = byResource.get(reference) ?? [];
    if (own.length === 0) report('track.noRelease', node, { reference });
    for (const again of own.slice(1)) report('track.severalReleases', again, { reference });
  }
}

function checkMain(view: ErnView, main: ReleaseView, report: Report): void {
  const dates = [main.node, ...main.details].flatMap(({ children }) =>
    children.filter(({ name, text }) => /^(Global)?(Original)?ReleaseDate$/.test(name) && text !== ''),
  );
  if (dates.length === 0) report('release.noDate', main.node);
  const placed = Map.groupBy(main.resources, ({ text }) => text);
  for (const { reference, node } of primaryResources(view)) {
    const count = placed.get(reference)?.length ?? 0;
    if (count === 0) report('release.unplaced', node, { reference });
    if (count > 1) report('release.placedTwice', node, { reference, count });
  }
  const covers = new Set(
    view.resources
      .filter(({ node }) => (textOf(node, 'Type') || textOf(node, 'ImageType')) === 'FrontCoverImage')
      .map(({ reference }) => reference),
  );
  const spoken = [...descendants(main.node)].filter(({ name }) => name.endsWith('ReleaseResourceReference'));
  if (!spoken.some(({ text }) => covers.has(text))) report('release.noCover', main.node);
  for (const group of main.groups) checkSequence(view, group, report);
}

/** Numbers of what stands side by side in one group. */
function checkSequence(view: ErnView, group: XmlNode, report: Report): void {
  const recordings = new Set(primaryResources(view).map(({ reference }) => reference));
  const items = childrenOf(group, 'ResourceGroupContentItem').filter((item) =>
    recordings.has(textOf(item, 'ReleaseResourceReference')),
  );
  const groups = childrenOf(group, 'ResourceGroup');
  for (const alike of [items, groups]) {
    const seen = new Set<number>();
    for (const node of alike) {
      const text = textOf(node, 'SequenceNumber');
      if (!/^\d{1,6}$/.test(text)) {
        report('sequence.missing', node);
        continue;
      }
      if (seen.has(Number(text))) report('sequence.repeated', node, { number: text });
      seen.add(Number(text));
    }
    const highest = Math.max(0, ...seen);
    if (seen.size === alike.length && highest > seen.size) report('sequence.gap', group, { highest, count: seen.size });
  }
  for (const inner of groups) checkSequence(view, inner, report);
}
