/** Which channel; its id alone may be another workspace's. */
export interface ChannelKey {
  readonly workspaceId: string;
  readonly channelId: string;
}
