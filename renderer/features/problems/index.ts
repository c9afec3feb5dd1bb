export { ProblemsView } from './problems-view.tsx';
