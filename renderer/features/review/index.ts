export { ReviewView } from './review-view.tsx';
export { addTap, tappedBpm } from './tap-tempo.ts';
