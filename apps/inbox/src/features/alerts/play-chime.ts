/** Two short notes. Made here, so that no file has to load before an alert can be heard. */
export function playChime(): void {
  const context = new AudioContext();
  const end = context.currentTime + 0.7;
  for (const [frequency, delay] of [
    [660, 0],
    [880, 0.18],
  ] as const) {
    const start = context.currentTime + delay;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, end);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(end);
    tone.onended = () => {
      if (delay > 0) void context.close();
    };
  }
}
