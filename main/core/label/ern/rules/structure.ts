import { ofOtherEditions, orderOf } from '../element-orders.ts';
import type { Report } from '../ern-finding.ts';
import type { ErnView } from '../ern-view.ts';
import { descendants, type XmlNode } from '../read-xml.ts';

/** AvsVersionId counts the editions of DDEX's lists of values; nine there are. */
const newestAvs = 9;
const namespaced = new Set(['ProprietaryId', 'CatalogNumber', 'PriceCode']);
const languageTag = /^[a-zA-Z]{2,3}(-[a-zA-Z]{3,8})?(-([a-zA-Z]{2}|\d{3}))?(-[a-zA-Z][a-zA-Z0-9]{4,})?$/;
const languageElements = new Set(['LanguageOfPerformance', 'LanguageOfDubbing', 'SubTitleLanguage']);

/** Values that matter for what a store does, as far as we write them; lists that are longer are the schema's. */
const values: Readonly<Record<string, readonly string[]>> = {
  ParentalWarningType: [
    'Explicit',
    'ExplicitContentEdited',
    'NotExplicit',
    'NoAdviceAvailable',
    'Unknown',
    'UserDefined',
  ],
  DisplayArtistRole: ['MainArtist', 'FeaturedArtist', 'Artist', 'Composer', 'Brand', 'UserDefined'],
  ContainsAI: ['All', 'None', 'Partly'],
  MessageControlType: ['LiveMessage', 'TestMessage'],
  UpdateIndicator: ['OriginalMessage', 'UpdateMessage'],
};

/** Order and number of the elements that we write ourselves, attributes that have to be there, languages. */
export function checkStructure(view: ErnView, report: Report): void {
  checkRoot(view, report);
  const foreign = new Set(ofOtherEditions[view.version]);
  for (const node of [view.root, ...descendants(view.root)]) {
    if (foreign.has(node.name)) report('element.otherEdition', node, { element: node.name, version: view.version });
    const order = orderOf(view.version, node.name);
    if (node.children.length > 0 && order) checkOrder(node, order, report);
    if (node.children.length === 0 && node.text === '') report('text.empty', node, { element: node.name });
    if (namespaced.has(node.name) && !node.attributes.Namespace) {
      report('attribute.missing', node, { attribute: 'Namespace' });
    }
    checkLanguage(node, report);
    const allowed = values[node.name];
    if (allowed && node.text !== '' && !allowed.includes(node.text))
      report('value.unknown', node, { value: node.text });
  }
}

function checkRoot({ root, family }: ErnView, report: Report): void {
  const needed = family === 4 ? ['AvsVersionId', 'LanguageAndScriptCode'] : ['MessageSchemaVersionId'];
  for (const attribute of needed) if (!root.attributes[attribute]) report('attribute.missing', root, { attribute });
  const avs = root.attributes.AvsVersionId ?? '';
  if (family === 4 && avs !== '' && !(/^\d$/.test(avs) && Number(avs) >= 1 && Number(avs) <= newestAvs)) {
    report('avs.unknown', root, { value: avs });
  }
  const inner = [...descendants(root)].filter(({ parent, attributes, name }) => {
    return (
      family === 4 && name === 'ResourceGroup' && parent?.name === 'ResourceGroup' && !attributes.ResourceGroupType
    );
  });
  for (const node of inner) report('attribute.missing', node, { attribute: 'ResourceGroupType' });
}

function checkOrder(node: XmlNode, order: NonNullable<ReturnType<typeof orderOf>>, report: Report): void {
  const seen = new Set<string>();
  let last = -1;
  let lastName = '';
  for (const child of node.children) {
    const known = order.get(child.name);
    if (!known) continue;
    if (seen.has(child.name) && !known.isRepeatable) report('element.repeated', child, { element: child.name });
    if (known.place < last) report('element.order', child, { element: child.name, after: lastName });
    if (known.place >= last) lastName = child.name;
    last = Math.max(last, known.place);
    seen.add(child.name);
  }
  for (const { name, isRequired } of order.values()) {
    if (isRequired && !seen.has(name)) report('element.missing', node, { element: name });
  }
}

function checkLanguage(node: XmlNode, report: Report): void {
  const tag = node.attributes.LanguageAndScriptCode;
  if (tag !== undefined && !languageTag.test(tag)) report('language.malformed', node, { value: tag });
  if (languageElements.has(node.name) && node.text !== '' && !languageTag.test(node.text)) {
    report('language.malformed', node, { value: node.text });
  }
}
