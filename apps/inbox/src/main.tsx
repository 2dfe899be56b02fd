import '@baton/ui/no-eval';
import '@baton/chat-ui/chat.css';
import '@baton/chat-ui/media.css';
import { AppProviders } from '@baton/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { routes } from './app/routes.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <AppProviders routes={routes} />
    </StrictMode>,
  );
}
