import { Alert, Anchor } from '@mantine/core';
import type { NodeEditorContext } from './node-editor.tsx';

/** Says that nobody is asked, why, and where that is changed. Nothing while customers can reach a person. */
export function HandoffOff({ context: { handoff } }: { context: Pick<NodeEditorContext, 'handoff'> }) {
  if (!handoff || handoff.off === null) return null;
  if (handoff.off === 'flow') {
    return (
      <Alert color="amber" title="This flow is a bot only">
        Nobody is asked: conversations leave at once by “No one available”. “Customers can reach a person” in Configure
        changes that.
      </Alert>
    );
  }
  return (
    <Alert color="amber" title="Handoff is off for the whole workspace">
      Nobody is asked: conversations leave at once by “No one available”. It is switched on in{' '}
      <Anchor href="/inbox/settings/teams" underline="always">
        Settings, Teams
      </Anchor>
      .
    </Alert>
  );
}
