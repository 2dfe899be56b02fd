declare module '@baton/chat-ui/chat.css?inline' {
  const css: string;
  export default css;
}
declare module '@baton/chat-ui/media.css?inline' {
  const css: string;
  export default css;
}
