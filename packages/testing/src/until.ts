/** Those who wait for a change of the emulator's world. */
export interface Changes {
  notify(): void;
  until<T>(what: string, look: () => T | undefined | false | null): Promise<T>;
}

const PATIENCE_MS = 30_000;

export function createChanges(): Changes {
  const watchers = new Set<() => void>();
  return {
    notify() {
      for (const look of [...watchers]) look();
    },
    until: (what, look) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          watchers.delete(check);
        };
        const check = () => {
          try {
            const found = look();
            if (found === undefined || found === false || found === null) return;
            done();
            resolve(found);
          } catch (error) {
            done();
            reject(error);
          }
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`Waited ${PATIENCE_MS / 1000} s in vain: ${what}`));
        }, PATIENCE_MS);
        watchers.add(check);
        check();
      }),
  };
}
