/** What customers write when they want a person, as a list to begin with. By language, as BCP 47 names it. */
const words: Record<string, readonly string[]> = {
  en: ['human', 'real person', 'operator', 'representative', 'talk to a person', 'speak to someone'],
  es: ['humano', 'persona real', 'operador', 'agente', 'hablar con una persona', 'hablar con alguien'],
  de: [
    'Mensch',
    'Menschen',
    'echte Person',
    'Mitarbeiter',
    'Mitarbeiterin',
    'mit einem Menschen sprechen',
    'mit jemandem reden',
  ],
  pt: ['humano', 'pessoa real', 'atendente', 'operador', 'falar com uma pessoa', 'falar com alguém'],
  ru: [
    'человек',
    'человеком',
    'оператор',
    'оператора',
    'менеджер',
    'менеджера',
    'поговорить с человеком',
    'позовите человека',
  ],
  fr: ['humain', 'vraie personne', 'opérateur', 'conseiller', 'parler à une personne', 'parler à quelqu’un'],
  it: ['umano', 'persona reale', 'operatore', 'operatrice', 'parlare con una persona', 'parlare con qualcuno'],
  nl: ['mens', 'echt persoon', 'medewerker', 'met een mens praten', 'iemand spreken'],
  pl: ['człowiek', 'konsultant', 'pracownik', 'porozmawiać z człowiekiem', 'rozmowa z konsultantem'],
  tr: ['insan', 'gerçek kişi', 'temsilci', 'müşteri temsilcisi', 'biriyle konuşmak'],
  uk: ['людина', 'жива людина', 'оператор', 'менеджер', 'поговорити з людиною'],
};

/** Languages that can be added without words to begin with. */
const others = [
  'ar',
  'bg',
  'cs',
  'da',
  'el',
  'fi',
  'he',
  'hi',
  'hu',
  'id',
  'ja',
  'ko',
  'no',
  'ro',
  'sv',
  'th',
  'vi',
  'zh',
];

/** Every language there is a list for, by the name that people know it by. */
export function keywordLanguages(): { value: string; label: string }[] {
  return [...Object.keys(words), ...others]
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

/** The name of a language in English; a tag that is none is shown as it is. */
export function languageName(language: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** The words that a new list of a language begins with. */
export function firstWords(language: string): string[] {
  return [...(words[language] ?? [])];
}
