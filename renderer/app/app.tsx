import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges, queryClient } from '../api/query.ts';
import { MessagesProvider } from '../messages/use-text.ts';
import { Shell } from './shell.tsx';
import { followHistory } from './view.store.ts';

export function App() {
  useEffect(followChanges, []);
  useEffect(followHistory, []);
  return (
    <QueryClientProvider client={queryClient}>
      <MessagesProvider>
        <Shell />
      </MessagesProvider>
    </QueryClientProvider>
  );
}
