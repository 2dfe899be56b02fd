import { Switch } from '@mantine/core';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

/** Whether staff decide on what a flow submits. */
export function ReviewSettings({ settings, change }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3>Review</h3>
      <p>Submit nodes may have a setting of their own; this is for those that do not.</p>
      <Switch
        label="Staff approve or decline submissions"
        description="Off: a submission is done as soon as it is in"
        checked={settings.review}
        onChange={(event) => change({ review: event.currentTarget.checked })}
      />
    </section>
  );
}
