export { Artwork } from './artwork.tsx';
export { copyPaths } from './copy-paths.ts';
export { DragGhost } from './drag-ghost.tsx';
export { dragPlaylistOut, leavesWindow } from './drag-out.ts';
export { columnPeaks, fitCanvas, overviewFromBase64 } from './draw-waveform.ts';
export * from './format-values.ts';
export { KeyLabel, keyColours } from './key-label.tsx';
export { MembershipNote, usePlaylistsOfSelection } from './membership.tsx';
export { mergeSummaries, summarisedPerCall, type TracksSummary } from './merge-summaries.ts';
export {
  overrideAndTell,
  resetTracks,
  scaledTempi,
  scaleTempo,
  setOverrides,
  tempoRange,
} from './override-tracks.ts';
export { PictureField } from './picture-field.tsx';
export { QualityReasons } from './quality-reasons.tsx';
export { qualityWord } from './quality-word.ts';
export { rateTracks } from './rate-tracks.ts';
export { reasonText, shortReasonText } from './reason-text.ts';
export { changeSelection, selectAllOf, selectedIds, useSelection, viewIdsBetween } from './selection.store.ts';
export * from './selection.ts';
export { Spectrogram } from './spectrogram.tsx';
export { StarRating } from './star-rating.tsx';
export { mostStars, ratingAt, Stars } from './stars.tsx';
export { type ThemeColours, useThemeColours } from './theme-colours.ts';
export { acceptTracks, beginTrackDrag, type Drop, scrollNear, type TrackDrag } from './track-drag.ts';
export { isLocked, isUnsure, moodsOf, moodText } from './track-marks.ts';
export { selectionKey, useSelectionSummary } from './use-selection-summary.ts';
export { useWaveform } from './use-waveform.ts';
export { WaveformCanvas } from './waveform-canvas.tsx';
