import type { Message } from 'grammy/types';
import { z } from 'zod';
import {
  animationOf,
  audioOf,
  documentOf,
  type FileKind,
  photoOf,
  sized,
  stickerOf,
  storeFile,
  videoOf,
  voiceOf,
} from '../files.ts';
import { type Caller, integer, json, method } from '../method.ts';
import { badRequest, notEmulated, TelegramError } from '../telegram-error.ts';
import type { StoredFile } from '../world.ts';
import { checkCaption, checkEntities, entities, post, sending } from './places.ts';

/** "file_size … up to 20 MB" can be downloaded by a bot: https://core.telegram.org/bots/api#getfile. */
const DOWNLOAD_BYTES = 20 * 1024 * 1024;
/** "10 MB max size for photos, 50 MB for other files": #sending-files. */
const UPLOAD_BYTES = { photo: 10 * 1024 * 1024, other: 50 * 1024 * 1024 };

const captioned = { caption: z.string().default(''), caption_entities: entities };
const duration = integer.optional();
const shape = { width: integer.optional(), height: integer.optional() };
const flag = z.union([z.boolean(), z.stringbool()]).optional();

/** https://core.telegram.org/bots/api#sendphoto */
const sendPhoto = method({ ...sending, ...captioned, photo: z.string() }, (caller, p) =>
  post(caller, p, { ...photoOf(fileOf(caller, p.photo, 'photo')), ...captionOf(p) }),
);

/** https://core.telegram.org/bots/api#senddocument */
const sendDocument = method(
  { ...sending, ...captioned, document: z.string(), disable_content_type_detection: flag },
  (caller, p) => post(caller, p, { ...documentOf(fileOf(caller, p.document, 'document')), ...captionOf(p) }),
);

/** https://core.telegram.org/bots/api#sendanimation */
const sendAnimation = method({ ...sending, ...captioned, ...shape, animation: z.string(), duration }, (caller, p) =>
  post(caller, p, { ...animationOf(fileOf(caller, p.animation, 'animation'), p.duration), ...captionOf(p) }),
);

/** https://core.telegram.org/bots/api#sendsticker: it takes no caption. */
const sendSticker = method({ ...sending, sticker: z.string() }, (caller, p) =>
  post(caller, p, stickerOf(fileOf(caller, p.sticker, 'sticker'))),
);

/** https://core.telegram.org/bots/api#sendvideo */
const sendVideo = method(
  { ...sending, ...captioned, ...shape, video: z.string(), duration, supports_streaming: flag },
  (caller, p) => post(caller, p, { ...videoOf(fileOf(caller, p.video, 'video'), p.duration), ...captionOf(p) }),
);

/** https://core.telegram.org/bots/api#sendaudio */
const sendAudio = method({ ...sending, ...captioned, audio: z.string(), duration }, (caller, p) =>
  post(caller, p, { ...audioOf(fileOf(caller, p.audio, 'audio'), p.duration), ...captionOf(p) }),
);

/** https://core.telegram.org/bots/api#sendvoice */
const sendVoice = method({ ...sending, ...captioned, voice: z.string(), duration }, (caller, p) =>
  post(caller, p, { ...voiceOf(fileOf(caller, p.voice, 'voice'), p.duration), ...captionOf(p) }),
);

const album = z
  .array(
    z.strictObject({
      type: z.enum(['photo', 'video', 'document', 'audio']),
      media: z.string(),
      caption: z.string().default(''),
      caption_entities: entities,
    }),
  )
  .min(2, 'must include 2-10 items')
  .max(10, 'must include 2-10 items');

/** An album takes no keyboard. */
const { reply_markup: _, ...sendingAlbum } = sending;

/** https://core.telegram.org/bots/api#sendmediagroup: "Documents and audio files can be only grouped in an album with messages of the same type." */
const sendMediaGroup = method({ ...sendingAlbum, media: json(album) }, (caller, p) => {
  const types = new Set(p.media.map(({ type }) => type));
  const alone = types.has('document') || types.has('audio');
  if (alone && types.size > 1) throw badRequest("can't mix documents or audio with other types of media");
  const media_group_id = `${caller.bot.me.id}${caller.world.files.size}`;
  return p.media.map((item) => {
    const file = fileOf(caller, item.media, item.type);
    const content = { photo: photoOf, video: videoOf, document: documentOf, audio: audioOf }[item.type](file);
    return post(caller, p, { ...content, ...captionOf(item), media_group_id });
  });
});

const degrees = z.coerce.number();
const place = { latitude: degrees.min(-90).max(90), longitude: degrees.min(-180).max(180) };

/** https://core.telegram.org/bots/api#sendlocation */
const sendLocation = method({ ...sending, ...place }, (caller, p) =>
  post(caller, p, { location: { latitude: p.latitude, longitude: p.longitude } }),
);

/** https://core.telegram.org/bots/api#sendvenue; the message holds its location too: #message. */
const sendVenue = method({ ...sending, ...place, title: z.string(), address: z.string() }, (caller, p) => {
  const location = { latitude: p.latitude, longitude: p.longitude };
  return post(caller, p, { location, venue: { location, title: p.title, address: p.address } });
});

/** https://core.telegram.org/bots/api#sendcontact */
const sendContact = method(
  { ...sending, phone_number: z.string(), first_name: z.string(), last_name: z.string().optional() },
  (caller, { phone_number, first_name, last_name, ...p }) =>
    post(caller, p, { contact: { phone_number, first_name, ...(last_name !== undefined && { last_name }) } }),
);

/** https://core.telegram.org/bots/api#getfile */
const getFile = method({ file_id: z.string() }, ({ world }, p) => {
  const file = world.files.get(p.file_id);
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.data.byteLength > DOWNLOAD_BYTES) throw badRequest('file is too big');
  return { ...sized(file), file_path: file.path };
});

/** "There are three ways to send files": by file_id, by URL (not emulated), or uploaded: #sending-files. */
function fileOf({ world, files }: Caller, source: string, kind: FileKind): StoredFile {
  if (/^https?:/.test(source)) throw notEmulated('files by URL');
  if (!source.startsWith('attach://')) {
    const known = world.files.get(source);
    if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
    return known;
  }
  const upload = files.get(source.slice('attach://'.length));
  if (!upload || upload.data.byteLength === 0) throw badRequest('file must be non-empty');
  const most = kind === 'photo' ? UPLOAD_BYTES.photo : UPLOAD_BYTES.other;
  if (upload.data.byteLength > most) throw new TelegramError(413, 'Request Entity Too Large');
  return storeFile(world, kind, upload);
}

function captionOf({
  caption,
  caption_entities: marks = [],
}: {
  caption: string;
  caption_entities?: Message['caption_entities'];
}) {
  checkCaption(caption);
  checkEntities(caption, marks);
  return caption === '' ? {} : { caption, ...(marks.length > 0 && { caption_entities: marks }) };
}

export const mediaMethods = {
  sendPhoto,
  sendDocument,
  sendAnimation,
  sendVideo,
  sendSticker,
  sendAudio,
  sendVoice,
  sendMediaGroup,
  sendLocation,
  sendVenue,
  sendContact,
  getFile,
};
