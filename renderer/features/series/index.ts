export { registerSeriesCommands } from './series.commands.ts';
export { SeriesView } from './series-view.tsx';
