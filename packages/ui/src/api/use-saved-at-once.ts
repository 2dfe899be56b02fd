import { notifications } from '@mantine/notifications';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { errorMessage } from './error-message.ts';

/** A setting without a Save button. */
export interface SavedAtOnce<Stored> {
  /** As it is shown: what is stored, and what is on its way there. */
  readonly shown: Stored;
  readonly change: (change: Partial<Stored>) => void;
}

/**
 * Settings that are saved with each change, and drawn in the same moment: a switch stays where it was put, and keeps
 * the focus, however slow the connection is. Changes made in a row are saved in their order. One that is refused is
 * said and taken back.
 */
export function useSavedAtOnce<Stored extends object>(options: {
  readonly stored: Stored;
  readonly save: (change: Partial<Stored>) => Promise<unknown>;
  /** Queries that may have changed with it: `stored` is one of them. */
  readonly refreshes: readonly QueryKey[];
}): SavedAtOnce<Stored> {
  const { stored, save, refreshes } = options;
  const key = useId();
  const queryClient = useQueryClient();
  const [underWay, setUnderWay] = useState<Partial<Stored>>({});
  const { mutate } = useMutation({
    mutationKey: [key],
    scope: { id: key },
    mutationFn: save,
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Nothing was changed', message: errorMessage(error) }),
    async onSettled() {
      await Promise.all(refreshes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      // Until the last of them is stored, what is read may be older than what is shown.
      if (queryClient.isMutating({ mutationKey: [key] }) === 1) setUnderWay({});
    },
  });
  return {
    shown: { ...stored, ...underWay },
    change(change) {
      setUnderWay((before) => ({ ...before, ...change }));
      mutate(change);
    },
  };
}
