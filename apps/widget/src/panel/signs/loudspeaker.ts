const LASTS_S = 0.4;

/** Where a short, quiet tone comes from. Rejects where the browser does not allow it. */
export interface Loudspeaker {
  play(): Promise<unknown>;
}

/** Made while the visitor clicks or types: a browser lets no page be heard before. Throws where there is no sound. */
export function createLoudspeaker(): Loudspeaker {
  const context = new AudioContext();
  // Running, it would keep the machine's own loudspeaker awake.
  const rest = () => void context.suspend().catch(() => undefined);
  rest();
  return {
    async play() {
      await context.resume();
      const tone = context.createOscillator();
      const volume = context.createGain();
      const end = context.currentTime + LASTS_S;
      tone.frequency.value = 784;
      volume.gain.value = 0.1;
      volume.gain.exponentialRampToValueAtTime(0.001, end);
      tone.connect(volume).connect(context.destination);
      tone.onended = rest;
      tone.start();
      tone.stop(end);
    },
  };
}
