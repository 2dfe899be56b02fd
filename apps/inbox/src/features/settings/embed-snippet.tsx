import { Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';
import classes from './settings.module.css';

/** The line that puts the chat on a website. */
export function EmbedSnippet({ channelId }: { channelId: string }) {
  const snippet = `<script src="${location.origin}/widget.js" data-channel="${channelId}" async></script>`;
  return (
    <div>
      <Text fw={500}>Put it on your website</Text>
      <Text size="xs" c="dimmed" mb={8}>
        Paste this line before the end of the page’s body.
      </Text>
      <div className={classes.snippet}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too. */}
        <code tabIndex={0}>{snippet}</code>
        <CopyButton text={snippet} label="Copy" />
      </div>
    </div>
  );
}
