import type { FileFacts } from '@baton/engine';
import { type Request, type RequestHandler, Router } from 'express';
import { AppError } from '../app-error.ts';
import type { ConversationService } from '../conversations/create-conversation-service.ts';
import { MAX_FILE_BYTES, type NewFile, type StoredFile, uploaderOf } from '../files/create-files.ts';
import type { Authenticate } from '../services.ts';
import { sendFile } from './send-file.ts';
import { visitorLimits } from './visitor-limits.ts';
import { visitorOf } from './visitor-of.ts';

interface FileRoutesDeps {
  readonly service: Pick<ConversationService, 'files' | 'fileLinks' | 'tokens' | 'clock' | 'database'>;
  readonly authenticate: (req: Request) => ReturnType<Authenticate>;
}

/** What the answer says, for each way in which a file was not taken. */
const refusals = {
  too_large: () => new AppError('PAYLOAD_TOO_LARGE', { message: 'The file is larger than 20 MB. Send a smaller one.' }),
  empty: () => new AppError('BAD_REQUEST', { message: 'The file is empty.' }),
  not_allowed: () => new AppError('UNSUPPORTED_FILE'),
} satisfies Record<Extract<StoredFile, { status: 'refused' }>['reason'], () => AppError>;

function refused(req: Request, reason: keyof typeof refusals): AppError {
  // What is left of the body is let go: the next request on this connection comes behind it.
  if (reason === 'too_large') req.res?.setHeader('connection', 'close');
  req.resume();
  return refusals[reason]();
}

/**
 * Files up and down, as bytes: the routes of the API that speak no JSON. An upload is the file itself as the body,
 * its name in `?name=`; nothing of it is read before it is clear who sends it.
 */
export function fileRoutes({ service, authenticate }: FileRoutesDeps): Router {
  const { files, fileLinks, clock } = service;
  const router = Router();
  const limits = visitorLimits(service);

  async function keep(req: Request, file: Pick<NewFile, 'workspaceId' | 'uploadedBy' | 'shared'>): Promise<FileFacts> {
    if (Number(req.headers['content-length'] ?? 0) > MAX_FILE_BYTES) throw refused(req, 'too_large');
    const { name } = req.query;
    // Refused half-way, the connection is still needed for saying why.
    const bytes: AsyncIterable<Uint8Array> = req.iterator({ destroyOnReturn: false });
    try {
      const stored = await files.store({ ...file, name: typeof name === 'string' ? name : null, bytes });
      if (stored.status === 'refused') throw refused(req, stored.reason);
      return stored.file;
    } catch (error) {
      if (req.errored) throw new AppError('BAD_REQUEST', { message: 'The upload broke off.', cause: error });
      throw error;
    }
  }

  const upload: RequestHandler = async (req, res) => {
    const session = await authenticate(req);
    if (session === null) throw new AppError('UNAUTHORIZED');
    // What flows send is part of them.
    const shared = req.query.for === 'flow';
    if (shared && !session.canEdit) throw new AppError('FORBIDDEN');
    const uploadedBy = uploaderOf({ userId: session.user.id });
    res.status(201).json(await keep(req, { workspaceId: session.workspace.id, uploadedBy, shared }));
  };

  const download: RequestHandler<{ fileId: string }> = async (req, res) => {
    const session = await authenticate(req);
    if (session === null) throw new AppError('UNAUTHORIZED');
    const file = await files.open({ workspaceId: session.workspace.id, fileId: req.params.fileId });
    if (!file) throw new AppError('NOT_FOUND');
    await sendFile(req, res, file);
  };

  const visitorUpload: RequestHandler = async (req, res) => {
    const { visitor } = await visitorOf(service, req.headers.authorization);
    limits.uploads.count(visitor.address);
    res.status(201).json(await keep(req, { workspaceId: visitor.workspaceId, uploadedBy: uploaderOf(visitor) }));
  };

  const linked: RequestHandler<{ token: string }> = async (req, res) => {
    const key = await fileLinks.verify(req.params.token, clock.now());
    if (!key) throw new AppError('INVALID_TOKEN');
    const file = await files.open(key);
    if (!file) throw new AppError('NOT_FOUND');
    await sendFile(req, res, file);
  };

  router.post('/files', upload);
  router.get('/files/:fileId', download);
  router.post('/widget/files', visitorUpload);
  router.get('/widget/files/:token', linked);
  return router;
}
