import { type Command, useCommands } from '@baton/ui';
import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useFlowSession } from '../../editor/flow-session.tsx';
import { type EditorTab, useTab } from '../../editor/go-to-problem.ts';
import { FlowName } from './flow-name.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { SavedState } from './saved-state.tsx';
import classes from './top-bar.module.css';

interface TopBarProps {
  problems: ReactNode;
  publish: ReactNode;
}

const tabs: { value: EditorTab; label: string }[] = [
  { value: 'design', label: 'Design' },
  { value: 'configure', label: 'Configure' },
];

/** Name, saved state, problems, tabs, publish. */
export function TopBar({ problems, publish }: TopBarProps) {
  const { draft, canEdit } = useFlowSession();
  const [tab, openTab] = useTab();
  useCommands(
    useMemo(
      () =>
        tabs.map(
          ({ value, label }): Command => ({
            id: `tab-${value}`,
            label,
            group: 'This flow',
            run: () => openTab(value),
          }),
        ),
      [openTab],
    ),
  );
  return (
    <header className={classes.bar}>
      <div className={classes.start}>
        <Tooltip label="All flows">
          <ActionIcon component={Link} to="/" aria-label="All flows">
            <IconArrowLeft size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <FlowName flowId={draft.id} name={draft.name} canEdit={canEdit} />
        {canEdit && <SavedState />}
      </div>
      <SegmentedControl size="xs" aria-label="Part of the flow" data={tabs} value={tab} onChange={openTab} />
      <div className={classes.end}>
        {problems}
        {canEdit && publish}
      </div>
      <LeaveGuard />
    </header>
  );
}
