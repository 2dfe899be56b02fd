import type { ContentOf } from './content.ts';
import { EditedMark } from './edited-mark.tsx';
import { PinIcon } from './icons.tsx';
import { useWords } from './words.ts';

/** A place with a link to it on a map, which opens beside. */
export function LocationMessage({ location }: { location: ContentOf['location'] }) {
  const t = useWords();
  const { latitude, longitude, name, address, edited } = location;
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return (
    <div className="chat-card">
      <PinIcon />
      <div className="chat-card-words">
        <p className="chat-card-title" dir="auto">
          {name ?? t('Location')}
        </p>
        <p dir="auto">{address ?? coordinates}</p>
        <a href={map} target="_blank" rel="noopener noreferrer">
          {t('Show on the map')}
        </a>
        {edited && <EditedMark />}
      </div>
    </div>
  );
}
