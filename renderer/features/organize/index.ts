export { organizeTracks } from './organize.actions.ts';
export { OrganizeView } from './organize-view.tsx';
export { ProposalSearch } from './proposal-search.tsx';
