import './app/strict-policy.ts';
import './app/readable-language.ts';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('Expected an element #root in index.html');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
