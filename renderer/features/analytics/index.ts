export { registerAnalyticsCommands } from './analytics.commands.ts';
export { showAnalyticsOf } from './analytics.store.ts';
export { AnalyticsView } from './analytics-view.tsx';
