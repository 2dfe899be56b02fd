import { Center, Loader, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useFlowSession } from '../editor/flow-session.tsx';
import { useTab } from '../editor/go-to-problem.ts';
import { Configure } from '../features/configure/configure.tsx';
import { Inspector } from '../features/inspector/inspector.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { ProblemsButton } from '../features/problems/problems-button.tsx';
import { ProblemsPanel } from '../features/problems/problems-panel.tsx';
import { Publish } from '../features/publish/publish.tsx';
import { TopBar } from '../features/top-bar/top-bar.tsx';
import '../editor/editor.css';
import classes from './workbench.module.css';

const Canvas = lazy(() => import('../features/canvas/canvas.tsx'));

/** The parts of an open flow, put together. */
export function Workbench() {
  const { canEdit } = useFlowSession();
  const [tab] = useTab();
  const [showsProblems, setShowsProblems] = useState(false);
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  return (
    <div className={classes.workbench}>
      <TopBar
        problems={<ProblemsButton opened={showsProblems} onToggle={() => setShowsProblems(!showsProblems)} />}
        publish={<Publish />}
      />
      {tab === 'configure' ? (
        <Configure readOnly={!canEdit} />
      ) : (
        <main className={classes.design}>
          {canEdit && <Palette />}
          <Suspense fallback={<Waiting />}>
            <Canvas readOnly={!canEdit || isPhone} />
          </Suspense>
          <Inspector readOnly={!canEdit} />
        </main>
      )}
      {tab === 'design' && isPhone && canEdit && (
        <Text size="xs" c="dimmed" className={classes.hint}>
          <IconDeviceDesktop size={16} stroke={1.75} aria-hidden />
          Tap a node to read and edit it. Building is easier on a larger screen.
        </Text>
      )}
      {showsProblems && <ProblemsPanel onClose={() => setShowsProblems(false)} />}
    </div>
  );
}

function Waiting() {
  return (
    <Center h="100%">
      <Loader aria-label="Loading the canvas" />
    </Center>
  );
}
