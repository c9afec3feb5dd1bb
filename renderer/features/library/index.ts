export { LibraryView } from './library-view.tsx';
export { reopenList, useList } from './list.store.ts';
export { trashSelection } from './track-actions.ts';
export { TrackList } from './track-list.tsx';
