export { importPath } from './import-paths.ts';
export { ImportSettings } from './import-settings.tsx';
export { organizeTracks } from './organize.actions.ts';
export { OrganizeView } from './organize-view.tsx';
export { ProposalSearch } from './proposal-search.tsx';
