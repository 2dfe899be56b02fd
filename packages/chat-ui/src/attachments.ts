import type { FileFacts } from '@baton/engine';
import { type Upload, UploadProblem } from './upload-file.ts';

/** A file that is about to be sent: uploaded while the message is written. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Address of a picture in this browser; null for what can't be shown small. */
  readonly preview: string | null;
  readonly state:
    | { readonly kind: 'uploading'; readonly progress: number }
    | { readonly kind: 'ready'; readonly file: FileFacts }
    /** `final`: it will not be taken, however often it is tried. `status` is the server's; 0 where it gave none. */
    | { readonly kind: 'failed'; readonly problem: string; readonly status: number; readonly final: boolean };
}

export interface Attachments {
  list(): readonly Attachment[];
  subscribe(listener: () => void): () => void;
  add(files: Iterable<File>): void;
  remove(id: string): void;
  retry(id: string): void;
  /** What is ready, in its order; it is the message's from now on. */
  take(): FileFacts[];
  /** Puts back what could not be sent. */
  restore(file: FileFacts): void;
}

/** Messages with more are sent one after the other. */
const MOST = 10;

interface Options {
  upload: (upload: Upload) => Promise<FileFacts>;
  /** Called with a picture's address in this browser once it is stored: it need not be loaded to be shown. */
  onStored?: (fileId: string, url: string) => void;
}

/** Files on their way to be attached, each uploaded as soon as it is chosen. */
export function createAttachments({ upload, onStored }: Options): Attachments {
  let all: readonly Attachment[] = [];
  let count = 0;
  const sources = new Map<string, { readonly file: File; readonly abort: AbortController }>();
  const listeners = new Set<() => void>();

  function replace(next: readonly Attachment[]): void {
    all = next;
    for (const notify of listeners) notify();
  }

  function move(id: string, state: Attachment['state']): void {
    replace(all.map((each) => (each.id === id ? { ...each, state } : each)));
  }

  async function send(id: string, file: File): Promise<void> {
    const abort = new AbortController();
    sources.set(id, { file, abort });
    move(id, { kind: 'uploading', progress: 0 });
    try {
      const onProgress = (progress: number) => move(id, { kind: 'uploading', progress });
      const stored = await upload({ file, onProgress, signal: abort.signal });
      move(id, { kind: 'ready', file: stored });
    } catch (error) {
      const known = error instanceof UploadProblem;
      const problem = known ? error.message : 'It could not be sent. Check your connection, then try again.';
      move(id, { kind: 'failed', problem, status: known ? error.status : 0, final: known && error.final });
    }
  }

  /** Its picture stays in use where the message shows it. */
  function drop(id: string, keepPreview: boolean): void {
    const { preview } = all.find((each) => each.id === id) ?? {};
    if (preview && !keepPreview) URL.revokeObjectURL(preview);
    sources.delete(id);
    replace(all.filter((each) => each.id !== id));
  }

  return {
    list: () => all,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(files) {
      const added = [...files].slice(0, MOST - all.length).map((file) => {
        count += 1;
        return { id: `a${count}`, file };
      });
      const uploading = { kind: 'uploading', progress: 0 } as const;
      const shown = added.map(({ id, file }) => ({
        id,
        name: file.name,
        size: file.size,
        preview: /^image\/(?:jpeg|png|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : null,
        state: uploading,
      }));
      replace([...all, ...shown]);
      for (const { id, file } of added) void send(id, file);
    },
    remove(id) {
      sources.get(id)?.abort.abort();
      drop(id, false);
    },
    retry(id) {
      const source = sources.get(id);
      if (source) void send(id, source.file);
    },
    take() {
      const ready = all.flatMap((each) => (each.state.kind === 'ready' ? [{ ...each, file: each.state.file }] : []));
      for (const { id, preview, file } of ready) {
        if (preview) onStored?.(file.fileId, preview);
        drop(id, preview !== null && onStored !== undefined);
      }
      return ready.map(({ file }) => file);
    },
    restore(file) {
      count += 1;
      const { name, size } = file;
      replace([...all, { id: `a${count}`, name, size, preview: null, state: { kind: 'ready', file } }]);
    },
  };
}
