export { ConnectionsPanel } from './connections-panel.tsx';
export { useConnection } from './use-connection.ts';
