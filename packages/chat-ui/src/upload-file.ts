import type { FileFacts } from '@baton/engine';

/** An upload that failed, in a sentence for whoever chose the file. `status` is the server's; 0 where it gave none. */
export class UploadProblem extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'UploadProblem';
    this.status = status;
  }

  /** Trying again would not help. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

export interface Upload {
  file: File;
  /** How much has been sent, from 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** The server takes no more, so that it is not even begun. */
const MAX_BYTES = 20_000_000;
const unreachable = 'It could not be sent. Check your connection, then try again.';

/** Sends a file as the body of a request, whose answer is the stored file; rejects with an `UploadProblem`. */
export function uploadFile(
  url: string,
  { file, onProgress, signal }: Upload,
  headers: Readonly<Record<string, string>> = {},
): Promise<FileFacts> {
  return new Promise((resolve, reject) => {
    if (file.size > MAX_BYTES) return reject(new UploadProblem('Larger than 20 MB. Choose a smaller file.', 413));
    if (file.size === 0) return reject(new UploadProblem('This file is empty.', 400));
    // Unlike `fetch`, it tells how far it is.
    const request = new XMLHttpRequest();
    request.open('POST', `${url}${url.includes('?') ? '&' : '?'}name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, response } = request;
      if (status === 201) return resolve(response);
      const message = typeof response?.message === 'string' ? response.message : unreachable;
      reject(new UploadProblem(message, status));
    };
    request.onerror = () => reject(new UploadProblem(unreachable, 0));
    request.onabort = () => reject(new UploadProblem('It was cancelled.', 0));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
