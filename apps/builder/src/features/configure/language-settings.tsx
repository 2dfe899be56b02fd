import { type BotLanguage, botLanguages } from '@baton/engine';
import { NativeSelect } from '@mantine/core';
import { changeLanguage } from './change-language.ts';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

const names: Readonly<Record<BotLanguage, string>> = {
  en: 'English',
  es: 'Spanish',
  de: 'German',
  pt: 'Portuguese',
  ru: 'Russian',
};

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
        data={botLanguages.map((value) => ({ value, label: names[value] }))}
        value={settings.language}
        data-path="configure.language"
        onChange={(event) => {
          const language = botLanguages.find((each) => each === event.currentTarget.value);
          if (language) change(changeLanguage(settings, language));
        }}
      />
    </section>
  );
}
