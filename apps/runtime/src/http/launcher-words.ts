import type { WidgetConfig } from '@baton/contracts';
import Negotiator from 'negotiator';

type Language = WidgetConfig['language'];

/** What the chat's button says: a page has it before any of the panel's words. */
export const launcherWords = {
  en: {
    open: 'Open chat',
    close: 'Close chat',
    newMessage: '1 new message',
    newMessages: '{count} new messages',
    notLoaded: 'The chat could not be loaded. Check your connection and try again.',
  },
  es: {
    open: 'Abrir el chat',
    close: 'Cerrar el chat',
    newMessage: '1 mensaje nuevo',
    newMessages: '{count} mensajes nuevos',
    notLoaded: 'No se ha podido cargar el chat. Compruebe su conexión e inténtelo de nuevo.',
  },
  de: {
    open: 'Chat öffnen',
    close: 'Chat schließen',
    newMessage: '1 neue Nachricht',
    newMessages: '{count} neue Nachrichten',
    notLoaded: 'Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  },
  pt: {
    open: 'Abrir o chat',
    close: 'Fechar o chat',
    newMessage: '1 mensagem nova',
    newMessages: '{count} mensagens novas',
    notLoaded: 'Não foi possível carregar o chat. Verifique a sua ligação e tente de novo.',
  },
  ru: {
    open: 'Открыть чат',
    close: 'Закрыть чат',
    newMessage: '1 новое сообщение',
    newMessages: 'новых сообщений: {count}',
    notLoaded: 'Не удалось загрузить чат. Проверьте соединение и повторите.',
  },
} satisfies Record<Language, WidgetConfig['words']>;

const languages = ['en', 'es', 'de', 'pt', 'ru'] as const satisfies readonly Language[];

/** The language that is set, or the one of ours that the visitor's browser likes best. */
export function widgetLanguage(setting: unknown, acceptLanguage: string | undefined): Language {
  const chosen = languages.find((language) => language === setting);
  if (chosen) return chosen;
  const [best] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages([...languages]);
  return languages.find((language) => language === best) ?? 'en';
}
