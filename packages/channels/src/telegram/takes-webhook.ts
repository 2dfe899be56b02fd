/**
 * Whether Telegram brings updates to an address: its own servers to https only, a Bot API server of one's own to http
 * too. Elsewhere they are fetched: https://core.telegram.org/bots/webhooks and
 * https://core.telegram.org/bots/api#using-a-local-bot-api-server.
 */
export function takesWebhook(url: string, apiRoot: string | null): boolean {
  return apiRoot !== null || url.startsWith('https:');
}
