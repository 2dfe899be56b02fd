import { randomUUID } from 'node:crypto';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { owner, type Runtime } from './runtime.ts';

/** A flow as the API gives it: what a journey changes of it, it knows. */
interface Draft {
  nodes: object[];
  edges: object[];
  configure: object;
}

/** The owner at work in the inbox, by its API: for journeys that are about the other side. */
export async function signInStaff(runtime: Runtime) {
  const signIn = await fetch(`${runtime.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: runtime.url },
    body: JSON.stringify(owner),
  });
  if (!signIn.ok) throw new Error(`Signing in failed: ${signIn.status} ${await signIn.text()}`);
  const cookie = signIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  async function call(method: string, path: string, body?: object) {
    const response = await fetch(`${runtime.url}/api${path}`, {
      method,
      headers: { cookie, origin: runtime.url, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async function isReachable(name: string): Promise<boolean> {
    const operators: { name: string; reachable: boolean }[] = await call('GET', '/operators');
    return operators.some((each) => each.name === name && each.reachable);
  }

  /** A page is drawn before its live connection stands: only then does a request ring there. */
  const becomesReachable = (name: string) =>
    expect.poll(() => isReachable(name), { message: `${name} is reachable` }).toBe(true);

  return {
    /** Changes the sample flow's Configure and nodes, and publishes it. */
    async publish(change: (document: Draft) => object) {
      const [{ id }] = await call('GET', '/flows');
      const { document, revision } = await call('GET', `/flows/${id}`);
      const saved = await call('PUT', `/flows/${id}/draft`, { revision, document: change(document) });
      await call('POST', `/flows/${id}/publish`, { revision: saved.revision });
    },
    /** Opens the inbox in a browser: now there is somebody whom a request can ring. */
    async goOnline(context: BrowserContext) {
      const cookies = cookie.split('; ').map((each) => {
        const [name = '', ...value] = each.split('=');
        return { name, value: value.join('='), url: runtime.url };
      });
      await context.addCookies(cookies);
      const inbox = await context.newPage();
      await inbox.goto('/inbox');
      const { user } = await call('GET', '/session');
      await becomesReachable(user.name);
    },
    /** Hours, timeouts and fallback of the workspace. */
    saveHandoff: (change: object) => call('PATCH', '/handoff', change),
    /** Whether an alert would reach this person now. */
    isReachable,
    /** What somebody says about themselves, as requests see it. */
    async availabilityOf(name: string): Promise<string | undefined> {
      const operators: { name: string; availability: string }[] = await call('GET', '/operators');
      return operators.find((each) => each.name === name)?.availability;
    },
    /** How many conversations somebody may have at once. */
    async setCapacity(name: string, capacity: number) {
      const operators: { id: string; name: string }[] = await call('GET', '/operators');
      const operator = operators.find((each) => each.name === name);
      await call('PUT', `/operators/${operator?.id}/capacity`, { capacity });
    },
    /** Lets one more agent join in a browser of their own: they have the inbox open then. */
    async join(page: Page, name: string) {
      const { url } = await call('POST', '/invitations', { email: `${name.toLowerCase()}@example.com`, role: 'agent' });
      await page.goto(new URL(url).pathname);
      await page.getByLabel('Your name').fill(name);
      await page.getByLabel('Password').first().fill('a long enough password');
      await page.getByRole('button', { name: /join/i }).click();
      await page.waitForURL('**/inbox**');
      await becomesReachable(name);
    },
    /** The newest conversation's id. */
    async conversationId(): Promise<string> {
      const { rows } = await call('GET', '/conversations');
      return rows[0].id;
    },
    async messages(id: string): Promise<{ author: { kind: string }; content: { kind: string; text?: string } }[]> {
      return (await call('GET', `/conversations/${id}/messages`)).messages;
    },
    /** What staff see about the customer. */
    async known(id: string): Promise<{ label: string; value: string }[]> {
      return (await call('GET', `/conversations/${id}`)).contactDetail.attributes;
    },
    /** One more chat for websites, with the sample flow. */
    async addWidget(name: string, settings: object): Promise<{ id: string }> {
      const [{ id: flowId }] = await call('GET', '/flows');
      return call('POST', '/channels', { type: 'widget', name, flowId, settings });
    },
    /** Everything there is so far has been read. */
    async markRead(id: string) {
      const { lastSeq } = await call('GET', `/conversations/${id}/messages`);
      await call('POST', `/conversations/${id}/read`, { seq: lastSeq });
    },
    command: (id: string, name: 'accept' | 'take-over' | 'hand-back' | 'resolve' | 'end') =>
      call('POST', `/conversations/${id}/${name}`, { commandId: randomUUID() }),
    reply: (id: string, text: string) =>
      call('POST', `/conversations/${id}/reply`, { commandId: randomUUID(), clientId: randomUUID(), text }),
  };
}
