import type { Filter, Part, Template } from './template-tree.ts';

/** The text of a tree in our own style; reading it again gives the same tree. */
export function formatTemplate(template: Template): string {
  return template.map(formatPart).join('');
}

function formatPart(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text.replace(/[%[\]]/g, (sign) => `%${sign}`);
    case 'folder':
      return '/';
    case 'optional':
      return `[${formatTemplate(part.parts)}]`;
    case 'field':
      return `%${[part.fields.join('|'), ...part.filters.map(formatFilter)].join(':')}%`;
  }
}

function formatFilter(filter: Filter): string {
  switch (filter.name) {
    case 'pad':
      return `0${filter.digits}`;
    case 'decimals':
      return filter.count === 0 ? '0' : `.${filter.count}`;
    case 'left':
      return `left(${filter.count})`;
    default:
      return filter.name;
  }
}
