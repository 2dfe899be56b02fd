import path from 'node:path';

/** Characters of a name. Some file systems take 255 bytes, and letters may need three. */
const LENGTH = 80;

/**
 * A name that is safe to show and to save under: no folders, no control characters, none that turn the direction of
 * writing (a picture called "gpj.exe" backwards), and the extension that belongs to the bytes.
 */
export function safeName(name: string | null, fallback: string, extension: string): string {
  const clean = (name ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const own = path.extname(clean);
  const stem = (own === '' ? clean : clean.slice(0, -own.length)) || fallback;
  const ending = own === '' || !isSame(own, extension) ? `${isSame(own, extension) ? '' : own}${extension}` : own;
  return `${cut(stem)}${ending.slice(0, 40)}`;
}

/** Two spellings of one ending: ".JPEG" for ".jpg". */
function isSame(one: string, other: string): boolean {
  return spelling(one) === spelling(other) || other === '';
}

const spellings: Readonly<Record<string, string>> = {
  '.jpeg': '.jpg',
  '.jfif': '.jpg',
  '.tiff': '.tif',
  '.oga': '.ogg',
  '.opus': '.ogg',
  '.qt': '.mov',
  '.mpga': '.mp3',
  '.heif': '.heic',
  '.m4b': '.m4a',
  '.doc': '.cfb',
  '.xls': '.cfb',
  '.ppt': '.cfb',
  '.msg': '.cfb',
};

function spelling(extension: string): string {
  const lower = extension.toLowerCase();
  return spellings[lower] ?? lower;
}

function cut(stem: string): string {
  return Array.from(stem).slice(0, LENGTH).join('');
}
