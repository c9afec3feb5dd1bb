export { type Accompaniment, accompany } from './accompaniment.ts';
export { livePositionMs } from './audio-output.ts';
export { cueLetter, setCues, setHotCue } from './cue.actions.ts';
export { isCueKey } from './cue.commands.ts';
export {
  endPart,
  playAt,
  playFromView,
  playList,
  playPart,
  playTracks,
  queueTracks,
  refreshPlayingTrack,
  seekTo,
  togglePlayback,
} from './player.actions.ts';
export { isPlaying, usePlayer } from './player.store.ts';
export { Player } from './player.tsx';
