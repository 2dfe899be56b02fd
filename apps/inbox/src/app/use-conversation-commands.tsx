import type { ConversationDetail } from '@baton/contracts';
import { type Command, useCommands, useSession } from '@baton/ui';
import { IconArchive, IconArrowBackUp, IconCircleCheck, IconHeadset, IconSquareRoundedX } from '@tabler/icons-react';
import { useEffectEvent, useMemo } from 'react';
import { type ComposerDialog, composerState } from '../features/composer/composer-state.ts';
import type { ConversationActions } from '../shared/use-conversation-actions.ts';

interface Options {
  detail: ConversationDetail;
  actions: ConversationActions;
  /** Leads to the reply's field. */
  write: () => void;
  ask: (dialog: ComposerDialog) => void;
}

const icon = { size: 18, stroke: 1.75 };
const group = 'This conversation';

/** What can be done to the conversation on screen, in the command bar. */
export function useConversationCommands({ detail, actions, write, ask }: Options): void {
  const { user, canHandoff, supervisor } = useSession();
  const { kind, ...rest } = composerState(detail, { userId: user.id, canHandoff, supervisor });
  const mayClose = kind === 'mine' || kind === 'phone' || ('canTakeOver' in rest && rest.canTakeOver);
  const takeOver = useEffectEvent(() => (kind === 'ringing' ? actions.accept(write) : actions.takeOver(write)));
  const archive = useEffectEvent(() => actions.archive(!detail.archived));

  useCommands(
    useMemo(() => {
      const commands: Command[] = [
        {
          id: 'archive',
          label: detail.archived ? 'Move out of the archive' : 'Archive',
          group,
          icon: <IconArchive {...icon} />,
          run: archive,
        },
      ];
      if (mayClose) {
        commands.unshift(
          {
            id: 'hand-back',
            label: 'Hand back',
            group,
            icon: <IconArrowBackUp {...icon} />,
            shortcut: 'B',
            run: () => ask('hand back'),
          },
          {
            id: 'resolve',
            label: 'Resolve',
            group,
            icon: <IconCircleCheck {...icon} />,
            shortcut: 'E',
            run: () => ask('resolve'),
          },
          {
            id: 'end',
            label: 'End conversation',
            group,
            icon: <IconSquareRoundedX {...icon} />,
            run: () => ask('end'),
          },
        );
      }
      if (kind === 'take_over' || kind === 'ringing' || kind === 'phone') {
        const label = kind === 'ringing' ? 'Accept' : 'Take over to reply';
        commands.unshift({
          id: 'take-over',
          label,
          group,
          icon: <IconHeadset {...icon} />,
          shortcut: 'T',
          run: takeOver,
        });
      }
      return commands;
    }, [kind, mayClose, detail.archived, ask]),
  );
}
