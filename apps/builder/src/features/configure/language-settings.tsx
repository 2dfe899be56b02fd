import { botLanguages } from '@baton/ui';
import { NativeSelect } from '@mantine/core';
import { changeLanguage } from './change-language.ts';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

/** In which language the bot says what nobody has written for it. */
export function LanguageSettings({ settings, change }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3>Language</h3>
      <p>
        The language you write this flow in. The bot uses it for what it says by itself: what is wrong with an answer,
        the days of working hours, the form for a message.
      </p>
      <NativeSelect
        label="Language of this flow"
        description="Texts below that are still the standard ones change with it."
        data={[...botLanguages]}
        value={settings.language}
        data-path="configure.language"
        onChange={(event) => {
          const chosen = botLanguages.find(({ value }) => value === event.currentTarget.value);
          if (chosen) change(changeLanguage(settings, chosen.value));
        }}
      />
    </section>
  );
}
