import { channelDefinitions } from '@baton/channels/definitions';
import { IconBrandTelegram, IconBrandWhatsapp, IconMessageCircle, type IconProps } from '@tabler/icons-react';

/** The icons that channel definitions name. Importing all there are would be several megabytes. */
const icons: Readonly<Record<string, typeof IconMessageCircle>> = {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconMessageCircle,
};

/** The icon of a channel type; a bubble where it is not known here. */
export function ChannelIcon({ type, ...props }: { type: string } & IconProps) {
  const Icon = icons[channelDefinitions[type]?.icon ?? ''] ?? IconMessageCircle;
  return <Icon {...props} aria-hidden />;
}
