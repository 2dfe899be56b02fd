import { api, errorMessage, newId } from '@baton/ui';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { withRetries } from '../../shared/use-command.ts';
import { refreshTranscript } from '../../shared/use-transcript.ts';

/** Sends again what failed or may not have arrived. */
export function useResend(conversationId: string) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (seq: number) => {
      const commandId = newId();
      return withRetries(() => api.conversations.resend({ id: conversationId, commandId, seq }));
    },
    onError: (error) => notifications.show({ color: 'red', title: 'Not sent again', message: errorMessage(error) }),
    onSettled: () => refreshTranscript(queryClient, conversationId),
  });
  return { resend: (seq: number) => mutate(seq), resending: isPending };
}
