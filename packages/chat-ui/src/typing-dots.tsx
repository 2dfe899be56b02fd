import { useWords } from './words.ts';

/** Three dots while somebody writes; the words are for screen readers. */
export function TypingDots({ name }: { name: string }) {
  const t = useWords();
  return (
    <div className="chat-message" data-side="start">
      <div className="chat-bubble chat-typing" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <span className="chat-hidden">{t('{name} is typing', { name })}</span>
    </div>
  );
}
