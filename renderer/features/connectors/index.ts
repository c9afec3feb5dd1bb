export { ServicesPanel } from './services-panel.tsx';
export { useService } from './use-service.ts';
