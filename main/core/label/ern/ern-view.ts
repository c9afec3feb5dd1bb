import { type ErnProfile, type ErnVersion, ernProfiles, ernVersions } from './ern-message.ts';
import { namespaces } from './ern-values.ts';
import { childOf, childrenOf, descendants, nodesAt, textOf, type XmlNode } from './read-xml.ts';

/** A message of any edition, as its rules look at it. */
export type ErnView = {
  root: XmlNode;
  version: ErnVersion;
  /** 3 describes parties where they are named, and territories by the way. */
  family: 3 | 4;
  profile: ErnProfile | null;
  resources: readonly ResourceView[];
  releases: readonly ReleaseView[];
  deals: readonly DealView[];
};

export type ResourceView = {
  node: XmlNode;
  reference: string;
  isRecording: boolean;
  /** Only what another resource is made of. */
  isSupplemental: boolean;
  /** ResourceId, SoundRecordingId, ImageId. */
  ids: readonly XmlNode[];
  /** Where titles and artists stand: itself, or one for each territory. */
  details: readonly XmlNode[];
  files: readonly FileView[];
};

export type FileView = {
  node: XmlNode;
  /** From the folder of the message, with '/'. */
  uri: string;
  hash: { algorithm: string; value: string; node: XmlNode } | null;
  size: string;
};

export type ReleaseView = {
  node: XmlNode;
  reference: string;
  isMain: boolean;
  ids: readonly XmlNode[];
  details: readonly XmlNode[];
  /** Elements that hold references of resources, with the one place that gives them an order. */
  resources: readonly XmlNode[];
  groups: readonly XmlNode[];
};

export type DealView = {
  node: XmlNode;
  releases: readonly XmlNode[];
  terms: XmlNode | null;
  start: string;
  end: string;
  isPreOrder: boolean;
  isTakedown: boolean;
};

/** Null where it is no message about a new release of an edition that we know. */
export function viewErn(root: XmlNode): ErnView | null {
  const version = ernVersions.find((one) => namespaces[one] === root.namespace);
  if (!version || root.name !== 'NewReleaseMessage') return null;
  const family = version === '3.8.2' ? 3 : 4;
  const releases = nodesAt(root, 'ReleaseList').flatMap(({ children }) => children);
  return {
    root,
    version,
    family,
    profile: profileOf(root, family),
    resources: nodesAt(root, 'ResourceList').flatMap(({ children }) => viewResources(children, family)),
    releases: family === 4 ? releases.map(viewRelease4) : viewReleases3(releases),
    deals: nodesAt(root, 'DealList', 'ReleaseDeal').flatMap(viewDeals),
  };
}

function profileOf(root: XmlNode, family: 3 | 4): ErnProfile | null {
  const said = root.attributes.ReleaseProfileVersionId ?? '';
  if (family === 4) return ernProfiles.find((one) => one === said) ?? null;
  if (/\/AudioAlbum(MusicOnly)?$/.test(said)) return 'Audio';
  if (/\/(Simple)?AudioSingle$/.test(said)) return 'SimpleAudioSingle';
  const types = nodesAt(root, 'ReleaseList', 'Release', 'ReleaseType').map(({ text }) => text);
  return types.includes('DjMix') ? 'DjMix' : null;
}

function viewResources(nodes: readonly XmlNode[], family: 3 | 4): ResourceView[] {
  const contained = new Set(
    nodes.flatMap((node) =>
      nodesAt(
        node,
        'ResourceContainedResourceReferenceList',
        'ResourceContainedResourceReference',
        'ResourceContainedResourceReference',
      ).map(({ text }) => text),
    ),
  );
  return nodes.map((node) => {
    const reference = textOf(node, 'ResourceReference');
    const territories = node.children.filter(({ name }) => name.endsWith('DetailsByTerritory'));
    const isRecording = node.name === 'SoundRecording';
    const ids = isRecording && family === 4 ? nodesAt(node, 'SoundRecordingEdition', 'ResourceId') : idsOf(node);
    return {
      node,
      reference,
      isRecording,
      isSupplemental: family === 4 ? node.attributes.IsSupplemental === 'true' : contained.has(reference),
      ids,
      details: family === 4 ? [node] : territories,
      files: [...descendants(node)].filter(({ name }) => name === 'File').map((file) => viewFile(file, family)),
    };
  });
}

function idsOf(node: XmlNode): XmlNode[] {
  return node.children.filter(
    ({ name }) => name !== 'ReleaseId' && /^[A-Z][A-Za-z]*Id$/.test(name) && !/^(Work|Indirect)/.test(name),
  );
}

function viewFile(node: XmlNode, family: 3 | 4): FileView {
  const sum = childOf(node, 'HashSum');
  const path = textOf(node, 'FilePath');
  const hash = sum && {
    node: sum,
    algorithm: textOf(sum, family === 4 ? 'Algorithm' : 'HashSumAlgorithmType'),
    value: textOf(sum, family === 4 ? 'HashSumValue' : 'HashSum'),
  };
  const uri =
    family === 4
      ? textOf(node, 'URI')
      : textOf(node, 'URL') || `${path === '' || path.endsWith('/') ? path : `${path}/`}${textOf(node, 'FileName')}`;
  return { node, uri, hash, size: textOf(node, 'FileSize') };
}

function viewRelease4(node: XmlNode): ReleaseView {
  const groups = childrenOf(node, 'ResourceGroup');
  const isMain = node.name === 'Release' || node.attributes.IsMainRelease === 'true';
  return {
    node,
    reference: textOf(node, 'ReleaseReference'),
    isMain,
    ids: childrenOf(node, 'ReleaseId'),
    details: [node],
    resources:
      node.name === 'Release'
        ? groups.flatMap((group) => [...descendants(group)].filter(({ name }) => name === 'ReleaseResourceReference'))
        : childrenOf(node, 'ReleaseResourceReference'),
    groups,
  };
}

function viewReleases3(nodes: readonly XmlNode[]): ReleaseView[] {
  const isSaid = nodes.some(({ attributes }) => attributes.IsMainRelease === 'true');
  const isTrack = (node: XmlNode) =>
    [node, ...childrenOf(node, 'ReleaseDetailsByTerritory')].some((at) => textOf(at, 'ReleaseType') === 'TrackRelease');
  return nodes.map((node) => {
    const details = childrenOf(node, 'ReleaseDetailsByTerritory');
    return {
      node,
      reference: textOf(node, 'ReleaseReference'),
      isMain: isSaid ? node.attributes.IsMainRelease === 'true' : !isTrack(node),
      ids: childrenOf(node, 'ReleaseId'),
      details,
      resources: nodesAt(node, 'ReleaseResourceReferenceList', 'ReleaseResourceReference'),
      groups: details.flatMap((detail) => childrenOf(detail, 'ResourceGroup')),
    };
  });
}

function viewDeals(deal: XmlNode): DealView[] {
  return childrenOf(deal, 'Deal').map((node) => {
    const terms = childOf(node, 'DealTerms');
    const period = childOf(terms, 'ValidityPeriod');
    return {
      node,
      releases: childrenOf(deal, 'DealReleaseReference'),
      terms,
      start: textOf(period, 'StartDate') || textOf(period, 'StartDateTime'),
      end: textOf(period, 'EndDate') || textOf(period, 'EndDateTime'),
      isPreOrder: textOf(terms, 'IsPreOrderDeal') === 'true',
      isTakedown: textOf(terms, 'TakeDown') === 'true' || textOf(terms, 'AllDealsCancelled') === 'true',
    };
  });
}

/** Resources that listeners get: recordings that are not there for another one only. */
export function primaryResources(view: ErnView): ResourceView[] {
  return view.resources.filter(({ isRecording, isSupplemental }) => isRecording && !isSupplemental);
}
