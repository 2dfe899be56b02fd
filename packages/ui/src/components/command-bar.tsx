import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { Kbd } from './kbd.tsx';

/** One line of the command bar. */
export interface Command {
  id: string;
  label: string;
  description?: string;
  /** The heading it stands under: "Go to", "This conversation". */
  group: string;
  keywords?: string[];
  icon?: ReactNode;
  /** As in `Kbd`: shown, not bound. */
  shortcut?: string;
  run: () => void;
}

let registered: Command[] = [];
const listeners = new Set<() => void>();

function replace(next: Command[]): void {
  registered = next;
  for (const notify of listeners) notify();
}

/** Offers commands in the command bar for as long as the component is there. Memoise the list. */
export function useCommands(commands: Command[]): void {
  useEffect(() => {
    replace([...registered, ...commands]);
    return () => replace(registered.filter((command) => !commands.includes(command)));
  }, [commands]);
}

/** Opens the command bar, as Ctrl/⌘-K does. */
export function openCommandBar(): void {
  spotlight.open();
}

/** The command bar on Ctrl/⌘-K. AppFrame holds it; pages add lines with `useCommands`. */
export function CommandBar() {
  const commands = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
  const groups = [...new Set(commands.map((command) => command.group))];
  const actions = groups.map((group) => ({
    group,
    actions: commands.filter((command) => command.group === group).map(toAction),
  }));
  return (
    <Spotlight
      actions={actions}
      nothingFound="Nothing matches. Try another word."
      highlightQuery
      shortcut="mod + K"
      // Also while a reply is being written.
      tagsToIgnore={[]}
      triggerOnContentEditable
      scrollable
      maxHeight={420}
      searchProps={{
        'aria-label': 'Search commands',
        placeholder: 'Where to, or what to do?',
        leftSection: <IconSearch size={18} stroke={1.75} />,
      }}
    />
  );
}

function toAction({ id, label, description, icon, keywords, shortcut, run }: Command): SpotlightActionData {
  return {
    id,
    label,
    description,
    keywords,
    leftSection: icon,
    rightSection: shortcut ? <Kbd keys={shortcut} /> : undefined,
    highlightColor: 'teal',
    onClick: run,
  };
}
