export { LibraryView } from './library-view.tsx';
export { useList } from './list.store.ts';
