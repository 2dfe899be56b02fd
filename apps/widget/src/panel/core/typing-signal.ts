/** While the visitor writes, "typing" goes out at most this often; and it ends this long after the last key. */
const REPEAT_MS = 3000;
const IDLE_MS = 5000;

/** Turns keystrokes into "typing" and "not typing". */
export function createTypingSignal(emit: (typing: boolean) => void, now: () => number) {
  let sentAt: number | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop() {
    clearTimeout(idle);
    if (sentAt === null) return;
    sentAt = null;
    emit(false);
  }

  return {
    stop,
    /** The text changed. */
    typed(text: string) {
      if (text.trim() === '') return stop();
      clearTimeout(idle);
      idle = setTimeout(stop, IDLE_MS);
      if (sentAt !== null && now() - sentAt < REPEAT_MS) return;
      sentAt = now();
      emit(true);
    },
  };
}
