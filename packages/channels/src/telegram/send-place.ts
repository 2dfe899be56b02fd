import type { Api } from 'grammy';
import type { Placement } from './send-file.ts';

/** What stands on the map's pin; Telegram takes both or none. */
interface Venue {
  readonly title: string;
  readonly address: string;
}

/** A place as Telegram shows one, in degrees. */
export interface TelegramPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly venue?: Venue;
}

/** Sends a place, with its name where it has one; answers the message's id. */
export async function sendPlace(
  api: Api,
  chatId: string,
  { latitude, longitude, venue }: TelegramPlace,
  placement: Placement = {},
): Promise<number> {
  const sent = venue
    ? await api.sendVenue(chatId, latitude, longitude, venue.title, venue.address, placement)
    : await api.sendLocation(chatId, latitude, longitude, placement);
  return sent.message_id;
}
