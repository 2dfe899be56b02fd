/** Three dots while somebody writes; the words are for screen readers. */
export function TypingDots({ name }: { name: string }) {
  return (
    <div className="chat-message" data-side="start">
      <div className="chat-bubble chat-typing" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <span className="chat-hidden">{name} is typing</span>
    </div>
  );
}
