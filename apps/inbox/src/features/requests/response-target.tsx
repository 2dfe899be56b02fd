import { errorMessage, orpc } from '@baton/ui';
import { Alert, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import classes from './requests.module.css';

/** How often people came within the target, of what was asked for in the last days. */
export function ResponseTarget() {
  const times = useQuery(orpc.requests.responseTimes.queryOptions());
  if (times.isError) return <Alert color="red" title={errorMessage(times.error)} />;
  if (!times.data) return null;
  const { days, targetSeconds, answered, withinTarget, medianSeconds, missed } = times.data;
  const all = answered + missed;
  const percent = all === 0 ? null : Math.round((withinTarget / all) * 100);
  return (
    <section className={classes.target} aria-label="Response target">
      <div>
        <Text fw={500}>Response target: {targetSeconds} s</Text>
        <Text c="dimmed" size="xs">
          From the first alert until somebody accepts, over the last {days} days
        </Text>
      </div>
      {percent === null ? (
        <Text c="dimmed">Nothing to measure yet</Text>
      ) : (
        <>
          <Progress
            className={classes.bar}
            value={percent}
            color={percent >= 80 ? 'teal' : 'amber'}
            aria-label="Answered within the target"
          />
          <dl className={classes.figures}>
            <Figure label="in time" value={`${percent} %`} />
            <Figure label="median" value={medianSeconds === null ? '–' : `${Math.round(medianSeconds)} s`} />
            <Figure label="answered" value={String(answered)} />
            <Figure label="missed" value={String(missed)} />
          </dl>
        </>
      )}
    </section>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
