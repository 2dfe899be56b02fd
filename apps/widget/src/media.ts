export { AttachmentTray, mediaViews } from '@baton/chat-ui/media';
export { default as mediaCss } from '@baton/chat-ui/media.css?inline';
