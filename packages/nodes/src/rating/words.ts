import type { BotLanguage } from '@baton/engine';

/** Said to a customer whose answer is no rating, as long as the owner has written nothing else. */
export const wrongRating: Readonly<Record<BotLanguage, string>> = {
  en: 'Please give a whole number from 1 to 5.',
  es: 'Indique un número entero del 1 al 5, por favor.',
  de: 'Bitte geben Sie eine ganze Zahl von 1 bis 5 an.',
  pt: 'Indique um número inteiro de 1 a 5, por favor.',
  ru: 'Пожалуйста, укажите целое число от 1 до 5.',
};
