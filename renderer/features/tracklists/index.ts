export { EntrySearch } from './entry-search.tsx';
export { pasteTracklist, showTracklist } from './tracklists.actions.ts';
export { selectEntry as selectTracklistEntry, useSelectedEntry } from './tracklists.store.ts';
export { shownTracklist, useShownTracklist } from './tracklists-data.ts';
export { TracklistsView } from './tracklists-view.tsx';
