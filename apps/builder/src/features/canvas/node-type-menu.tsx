import { nodeGroups } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeEditors } from '@baton/nodes/editors';
import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { groupLabels } from '../../editor/node-groups.ts';

const insertable = Object.values(nodeDefinitions).filter((definition) => !definition.entry);

/** The node types as the lines of a menu. */
export function NodeTypeItems({ onPick }: { onPick: (type: string) => void }) {
  return nodeGroups.map((group) => {
    const types = insertable.filter((definition) => definition.group === group);
    if (types.length === 0) return null;
    return (
      <Fragment key={group}>
        <Menu.Label>{groupLabels[group]}</Menu.Label>
        {types.map(({ type, title }) => {
          const Icon = nodeEditors[type]?.icon;
          return (
            <Menu.Item
              key={type}
              leftSection={Icon && <Icon size={18} stroke={1.75} color={`var(--group-${group})`} />}
              onClick={() => onPick(type)}
            >
              {title}
            </Menu.Item>
          );
        })}
      </Fragment>
    );
  });
}
