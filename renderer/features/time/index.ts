export { DayView } from './day-view.tsx';
export { followTimer } from './follow-timer.ts';
export { startTimer, stopTimer, switchTimer } from './time.actions.ts';
export { registerTimeCommands } from './time.commands.ts';
export { useRunning } from './time-data.ts';
export { TimeDialogs } from './time-dialogs.tsx';
export { TimeNavItem } from './time-nav-item.tsx';
export { TimeSearch } from './time-search.tsx';
export { WeekView } from './week-view.tsx';
