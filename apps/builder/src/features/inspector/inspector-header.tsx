import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './inspector.module.css';

interface InspectorHeaderProps {
  icon?: ReactNode;
  title: string;
  onClose: () => void;
}

/** What is selected, and the way to select nothing. */
export function InspectorHeader({ icon, title, onClose }: InspectorHeaderProps) {
  return (
    <header className={classes.header}>
      {icon}
      <h2 className={classes.title}>{title}</h2>
      <CloseButton aria-label="Close the inspector" onClick={onClose} />
    </header>
  );
}
