import { Stack, TextInput } from '@mantine/core';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

/** The offer as the customer reads it. */
export function OfferFields({ settings, change }: SectionProps) {
  return (
    <Stack gap="md">
      <TemplateField
        label="Offer"
        description="Sent with two answers to tap. Blank makes no offer; the headset is revealed all the same."
        placeholder="No offer is made"
        value={settings.offerText}
        onChange={(offerText) => change({ offerText })}
        path="configure.offerText"
        singleLine
      />
      <div className={classes.pair}>
        <TextInput
          label="Answer that accepts"
          placeholder="Yes"
          maxLength={40}
          value={settings.offerYes}
          onChange={(event) => change({ offerYes: event.currentTarget.value })}
        />
        <TextInput
          label="Answer that declines"
          placeholder="No"
          maxLength={40}
          value={settings.offerNo}
          onChange={(event) => change({ offerNo: event.currentTarget.value })}
        />
      </div>
    </Stack>
  );
}
