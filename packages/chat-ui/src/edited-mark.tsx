import { useWords } from './words.ts';

/** Says that the customer changed the message after it was sent. */
export function EditedMark() {
  const t = useWords();
  return <p className="chat-edited">{t('edited')}</p>;
}
