export { DuplicatesView } from './duplicates-view.tsx';
