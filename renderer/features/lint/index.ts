export { ProblemsPanel } from './problems-panel.tsx';
export { ReleasePane } from './release-pane.tsx';
export { type ReleaseMark, useReleaseMarks } from './use-release-marks.ts';
