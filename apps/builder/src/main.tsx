import { AppProviders } from '@baton/ui';
import { createRoot } from 'react-dom/client';
import { routes } from './app/routes.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<AppProviders routes={routes} basename="/builder" />);
