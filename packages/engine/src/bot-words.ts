/** The languages in which Baton has words of its own. What owners write is in whatever language they write it. */
export const botLanguages = ['en', 'es', 'de', 'pt', 'ru'] as const;
export type BotLanguage = (typeof botLanguages)[number];

/** What can be wrong with an answer. */
export type AnswerFault = 'blank' | 'missing' | 'email' | 'phone' | 'option' | 'file';

/** What a bot says by itself, in one language. */
export interface BotWords {
  /** Tells the customer what is wrong with their answer, and what to write. */
  readonly wrong: Readonly<Record<AnswerFault, string>>;
  /** After the name of a field that may be left out, where fields are asked one by one. */
  readonly optional: string;
  /** Words that leave such a field out, besides a hyphen; in small letters. */
  readonly skip: readonly string[];
  readonly send: string;
  /** On a button that opens a list of options. */
  readonly choose: string;
  /** Where a messenger shows a button that counts no more: as a short hint, and as a message. */
  readonly closed: { readonly hint: string; readonly message: string };
  readonly lead: { readonly name: string; readonly email: string; readonly message: string };
  /** From Monday on. */
  readonly days: readonly string[];
  readonly months: readonly string[];
  /** Texts of Configure as long as nobody has written others. */
  readonly defaults: {
    readonly connectedTo: string;
    readonly offerText: string;
    readonly offerYes: string;
    readonly offerNo: string;
    readonly outsideHours: string;
    readonly queuePosition: string;
    readonly fallbackMessage: string;
    readonly leadFormTitle: string;
  };
}

/** The words of each language: a sentence that is missing in one does not compile. */
export const botWords: Readonly<Record<BotLanguage, BotWords>> = {
  en: {
    wrong: {
      blank: 'Please write an answer.',
      missing: 'Please fill this in.',
      email: 'That does not look like an e-mail address. Please write it like name@example.com.',
      phone: 'That does not look like a phone number. Please write it with its country code, like +1 555 010 0123.',
      option: 'Please choose one of the options.',
      file: 'Please send a picture or a file.',
    },
    optional: '(optional: send - to skip)',
    skip: ['skip'],
    send: 'Send',
    choose: 'Choose',
    closed: {
      hint: 'This question is closed.',
      message: 'That question is closed. Please answer the newest one, or write to us.',
    },
    lead: { name: 'Your name', email: 'Your e-mail', message: 'Your message' },
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    defaults: {
      connectedTo: 'Connected to <<operator>>',
      offerText: 'Would you like to talk to a person?',
      offerYes: 'Yes',
      offerNo: 'No',
      outsideHours: 'Nearest manager working hours — <<hours>>',
      queuePosition: 'You are number <<position>> in the queue.',
      fallbackMessage: 'Nobody is free right now. Leave your question here and we will come back to you.',
      leadFormTitle: 'Leave us a message',
    },
  },
  es: {
    wrong: {
      blank: 'Escriba una respuesta, por favor.',
      missing: 'Rellene este campo, por favor.',
      email: 'Eso no parece un correo electrónico. Escríbalo como nombre@example.com, por favor.',
      phone: 'Eso no parece un número de teléfono. Escríbalo con el prefijo del país, como +34 600 000 000, por favor.',
      option: 'Elija una de las opciones, por favor.',
      file: 'Envíe una imagen o un archivo, por favor.',
    },
    optional: '(opcional: envíe - para omitirlo)',
    skip: ['omitir', 'saltar'],
    send: 'Enviar',
    choose: 'Elegir',
    closed: {
      hint: 'Esta pregunta ya está cerrada.',
      message: 'Esa pregunta ya está cerrada. Responda a la más reciente o escríbanos, por favor.',
    },
    lead: { name: 'Su nombre', email: 'Su correo electrónico', message: 'Su mensaje' },
    days: ['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'],
    months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
    defaults: {
      connectedTo: 'En contacto con <<operator>>',
      offerText: '¿Quiere hablar con una persona?',
      offerYes: 'Sí',
      offerNo: 'No',
      outsideHours: 'Próximo horario de atención: <<hours>>',
      queuePosition: 'Su posición en la cola: <<position>>.',
      fallbackMessage: 'Ahora mismo no hay nadie disponible. Deje su pregunta aquí y le responderemos.',
      leadFormTitle: 'Déjenos un mensaje',
    },
  },
  de: {
    wrong: {
      blank: 'Bitte schreiben Sie eine Antwort.',
      missing: 'Bitte füllen Sie dieses Feld aus.',
      email: 'Das sieht nicht wie eine E-Mail-Adresse aus. Bitte schreiben Sie sie wie name@example.com.',
      phone:
        'Das sieht nicht wie eine Telefonnummer aus. Bitte schreiben Sie sie mit Landesvorwahl, wie +49 151 00000000.',
      option: 'Bitte wählen Sie eine der Möglichkeiten.',
      file: 'Bitte senden Sie ein Bild oder eine Datei.',
    },
    optional: '(freiwillig: - überspringt die Frage)',
    skip: ['überspringen', 'weiter'],
    send: 'Senden',
    choose: 'Auswählen',
    closed: {
      hint: 'Diese Frage ist abgeschlossen.',
      message: 'Diese Frage ist abgeschlossen. Bitte beantworten Sie die neueste oder schreiben Sie uns.',
    },
    lead: { name: 'Ihr Name', email: 'Ihre E-Mail-Adresse', message: 'Ihre Nachricht' },
    days: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
    months: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sep.', 'Okt.', 'Nov.', 'Dez.'],
    defaults: {
      connectedTo: 'Verbunden mit <<operator>>',
      offerText: 'Möchten Sie mit einem Menschen sprechen?',
      offerYes: 'Ja',
      offerNo: 'Nein',
      outsideHours: 'Wir sind wieder für Sie da: <<hours>>',
      queuePosition: 'Ihr Platz in der Warteschlange: <<position>>.',
      fallbackMessage: 'Gerade ist niemand frei. Schreiben Sie Ihre Frage hier auf, wir melden uns bei Ihnen.',
      leadFormTitle: 'Hinterlassen Sie uns eine Nachricht',
    },
  },
  pt: {
    wrong: {
      blank: 'Escreva uma resposta, por favor.',
      missing: 'Preencha este campo, por favor.',
      email: 'Isso não parece um endereço de e-mail. Escreva-o como nome@example.com, por favor.',
      phone:
        'Isso não parece um número de telefone. Escreva-o com o indicativo do país, como +351 910 000 000, por favor.',
      option: 'Escolha uma das opções, por favor.',
      file: 'Envie uma imagem ou um ficheiro, por favor.',
    },
    optional: '(opcional: envie - para saltar)',
    skip: ['saltar', 'pular'],
    send: 'Enviar',
    choose: 'Escolher',
    closed: {
      hint: 'Esta pergunta já está fechada.',
      message: 'Essa pergunta já está fechada. Responda à mais recente ou escreva-nos, por favor.',
    },
    lead: { name: 'O seu nome', email: 'O seu e-mail', message: 'A sua mensagem' },
    days: ['seg', 'ter', 'qua', 'qui', 'sex', 'sáb', 'dom'],
    months: ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
    defaults: {
      connectedTo: 'Em contacto com <<operator>>',
      offerText: 'Quer falar com uma pessoa?',
      offerYes: 'Sim',
      offerNo: 'Não',
      outsideHours: 'Próximo horário de atendimento: <<hours>>',
      queuePosition: 'A sua posição na fila: <<position>>.',
      fallbackMessage: 'Neste momento não há ninguém disponível. Deixe aqui a sua pergunta e responderemos.',
      leadFormTitle: 'Deixe-nos uma mensagem',
    },
  },
  ru: {
    wrong: {
      blank: 'Пожалуйста, напишите ответ.',
      missing: 'Пожалуйста, заполните это поле.',
      email: 'Это не похоже на адрес электронной почты. Пожалуйста, напишите его в виде name@example.com.',
      phone: 'Это не похоже на номер телефона. Пожалуйста, напишите его с кодом страны, например +7 900 000-00-00.',
      option: 'Пожалуйста, выберите один из вариантов.',
      file: 'Пожалуйста, отправьте изображение или файл.',
    },
    optional: '(необязательно: отправьте -, чтобы пропустить)',
    skip: ['пропустить'],
    send: 'Отправить',
    choose: 'Выбрать',
    closed: {
      hint: 'Этот вопрос уже закрыт.',
      message: 'Этот вопрос уже закрыт. Пожалуйста, ответьте на последний или напишите нам.',
    },
    lead: { name: 'Ваше имя', email: 'Ваш e-mail', message: 'Ваше сообщение' },
    days: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
    months: ['янв.', 'фев.', 'мар.', 'апр.', 'мая', 'июн.', 'июл.', 'авг.', 'сен.', 'окт.', 'ноя.', 'дек.'],
    defaults: {
      connectedTo: 'На связи: <<operator>>',
      offerText: 'Хотите поговорить с сотрудником?',
      offerYes: 'Да',
      offerNo: 'Нет',
      outsideHours: 'Ближайшее время работы: <<hours>>',
      queuePosition: 'Вы в очереди под номером <<position>>.',
      fallbackMessage: 'Сейчас все заняты. Оставьте свой вопрос здесь, и мы вам ответим.',
      leadFormTitle: 'Оставьте нам сообщение',
    },
  },
};
