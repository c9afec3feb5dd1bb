export { playFromView, playTracks, queueTracks, refreshPlayingTrack, togglePlayback } from './player.actions.ts';
export { isPlaying, usePlayer } from './player.store.ts';
export { Player } from './player.tsx';
