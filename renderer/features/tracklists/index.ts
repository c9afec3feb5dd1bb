export { EntrySearch } from './entry-search.tsx';
export { pasteTracklist, showTracklist } from './tracklists.actions.ts';
export { useShownTracklist } from './tracklists-data.ts';
export { TracklistsView } from './tracklists-view.tsx';
