export { ModelsPanel } from './models-panel.tsx';
