import type { RouteObject } from 'react-router';
import { FlowsPage } from './flows-page.tsx';
import { Frame, Waiting } from './frame.tsx';

/** The list is there at once; the editor with its canvas is fetched when a flow is opened. */
export const routes: RouteObject[] = [
  {
    element: <Frame />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { index: true, element: <FlowsPage /> },
      { path: 'flows/:flowId', lazy: async () => ({ Component: (await import('./editor-page.tsx')).EditorPage }) },
    ],
  },
];
