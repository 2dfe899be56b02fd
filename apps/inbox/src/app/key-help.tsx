import { Kbd } from '@baton/ui';
import { Modal, Switch, Table } from '@mantine/core';
import { usePreference } from '../shared/preferences.ts';

const keys = [
  ['J', 'Next conversation'],
  ['K', 'Previous conversation'],
  ['T', 'Take over, or accept'],
  ['R', 'Write a reply'],
  ['B', 'Hand back to the bot'],
  ['E', 'Resolve'],
  ['mod+K', 'Command bar'],
  ['?', 'This list'],
] as const;

/** The shortcuts, on ?. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [letterKeys, setLetterKeys] = usePreference('letterKeys');
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="sm">
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {keys.map(([key, words]) => (
            <Table.Tr key={key}>
              <Table.Td w={96}>
                <Kbd keys={key} />
              </Table.Td>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label="Letter shortcuts"
        description="Letters work while you are not typing"
        checked={letterKeys}
        onChange={(event) => setLetterKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
