export { AchievementsView } from './achievements-view.tsx';
export { OverviewView } from './overview-view.tsx';
export { StatisticsView } from './statistics-view.tsx';
