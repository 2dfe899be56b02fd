import type { KeyValueStore } from '../../shared/storage.ts';
import { createLoudspeaker, type Loudspeaker } from './loudspeaker.ts';

const mutedKey = 'muted';
const rangKey = 'rang';

/** Rings for what is said while nobody looks. */
export type Chime = ReturnType<typeof createChime>;

/** `store` is the visitor's on this website, whoever they are: who wants it quiet wants that of every chat. */
export function createChime(store: KeyValueStore, make: () => Loudspeaker = createLoudspeaker) {
  let loudspeaker: Loudspeaker | null = null;
  const muted = () => store.get(mutedKey) !== null;

  return {
    muted,
    mute: (now: boolean) => (now ? store.set(mutedKey, '1') : store.remove(mutedKey)),
    /** To be called while the visitor clicks or types. */
    touched() {
      if (loudspeaker || muted()) return;
      try {
        loudspeaker = make();
      } catch {
        // No sound in this browser.
      }
    },
    /** Rings for `news`, unless another tab has. */
    ring(news: string) {
      if (!loudspeaker || muted() || store.get(rangKey) === news) return;
      store.set(rangKey, news);
      loudspeaker.play().catch(() => undefined);
    },
  };
}
