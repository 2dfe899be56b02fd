import type { ContentOf } from './content.ts';
import { PersonIcon } from './icons.tsx';
import { useWords } from './words.ts';

/** Somebody's card: numbers to call, addresses to write to. */
export function ContactCard({ contact: { name, phones, emails } }: { contact: ContentOf['contact'] }) {
  const t = useWords();
  return (
    <div className="chat-card">
      <PersonIcon />
      <div className="chat-card-words">
        <p className="chat-card-title" dir="auto">
          {name.trim() === '' ? t('Contact') : name}
        </p>
        {phones.map((phone) => (
          <a key={phone} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
            {phone}
          </a>
        ))}
        {emails.map((email) => (
          <a key={email} href={`mailto:${encodeURIComponent(email)}`}>
            {email}
          </a>
        ))}
      </div>
    </div>
  );
}
