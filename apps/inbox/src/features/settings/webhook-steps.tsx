import { List, Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';
import classes from './settings.module.css';

interface WebhookStepsProps {
  steps: readonly string[];
  url: string;
  verifyToken: string;
}

/** What an owner pastes at the provider, so that it brings what customers say. */
export function WebhookSteps({ steps, url, verifyToken }: WebhookStepsProps) {
  return (
    <div>
      <Text fw={500}>So that messages arrive</Text>
      <List type="ordered" size="sm" mt={4} mb={8} c="dimmed">
        {steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      <Pasted title="Callback URL" value={url} />
      <Pasted title="Verify token" value={verifyToken} />
    </div>
  );
}

function Pasted({ title, value }: { title: string; value: string }) {
  return (
    <>
      <Text size="xs" fw={500} mt={8} mb={4}>
        {title}
      </Text>
      <div className={classes.snippet}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too. */}
        <code tabIndex={0}>{value}</code>
        <CopyButton text={value} label={`Copy the ${title.toLowerCase()}`} />
      </div>
    </>
  );
}
