import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  response_format: z.object({ type: z.string() }).optional(),
});

/** What was asked, with the key it came with. */
export interface AiStubRequest extends z.infer<typeof requestSchema> {
  /** Whether it asks for an answer to a customer, or about a message. */
  readonly purpose: 'reply' | 'judge';
  readonly authorization: string | undefined;
  /** The last message, which a customer wrote. */
  readonly last: string;
}

/** What the stub answers: an object as its text, any text, a refusal, an error, or nothing that can be read. */
export type AiStubAnswer = { json: object } | { text: string } | { refusal: string } | { status: number } | 'broken';

export interface AiStub {
  /** For `AI_BASE_URL`. */
  readonly url: string;
  readonly requests: AiStubRequest[];
  /** What it answers from now on; one that never resolves is an AI that never answers. */
  answer(next: (request: AiStubRequest) => AiStubAnswer | Promise<AiStubAnswer>): void;
  stop(): Promise<void>;
}

const path = '/v1/chat/completions';

/** An OpenAI-compatible endpoint on this machine: chat completions, with answers as a test says. */
export async function startAiStub(): Promise<AiStub> {
  const requests: AiStubRequest[] = [];
  let respond: Parameters<AiStub['answer']>[0] = friendly;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== path)
      return send(response, 404, { error: { message: 'No such path' } });
    const parsed = requestSchema.safeParse(JSON.parse(await bodyOf(request)));
    if (!parsed.success) return send(response, 400, { error: { message: parsed.error.message } });
    const asked = {
      ...parsed.data,
      purpose: parsed.data.messages[0]?.content.includes('"wants_person"') ? ('reply' as const) : ('judge' as const),
      authorization: request.headers.authorization,
      last: parsed.data.messages.at(-1)?.content ?? '',
    };
    requests.push(asked);
    const answer = await respond(asked);
    if (answer === 'broken')
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": [{');
    if ('status' in answer) return send(response, answer.status, { error: { message: 'As scripted' } });
    send(response, 200, completion(asked.model, answer));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub has no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    answer(next) {
      respond = next;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A helpful AI that finds nothing wrong with anybody. */
function friendly({ purpose }: AiStubRequest): AiStubAnswer {
  if (purpose === 'judge') return { json: { fits: false, topics: [] } };
  return { json: { answer: 'Happy to help.', confidence: 0.9, wants_person: false } };
}

/** An AI that does what customers tell it to: it repeats whatever stands after "say:". */
export function obedient({ last }: AiStubRequest): AiStubAnswer {
  const [, told = last] = /say:([\s\S]*)$/i.exec(last) ?? [];
  return { json: { answer: told.trim(), confidence: 1, wants_person: false } };
}

function completion(model: string, answer: Exclude<AiStubAnswer, 'broken' | { status: number }>): object {
  const refusal = 'refusal' in answer ? answer.refusal : null;
  const content = 'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : null;
  return {
    id: 'chatcmpl-stub',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const part of request) body += part;
  return body;
}
