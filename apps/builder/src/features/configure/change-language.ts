import { type BotLanguage, botWords, type Configure } from '@baton/engine';

/** Another language for the bot's own words: texts that nobody has written change with it, those of the owner stay. */
export function changeLanguage(settings: Configure, language: BotLanguage): Partial<Configure> {
  const before = botWords[settings.language].defaults;
  const after = botWords[language].defaults;
  const text = (key: keyof typeof after) => (settings[key] === before[key] ? after[key] : settings[key]);
  return {
    language,
    connectedTo: text('connectedTo'),
    offerText: text('offerText'),
    offerYes: text('offerYes'),
    offerNo: text('offerNo'),
    outsideHours: text('outsideHours'),
    queuePosition: text('queuePosition'),
    fallbackMessage: text('fallbackMessage'),
    leadFormTitle: text('leadFormTitle'),
  };
}
