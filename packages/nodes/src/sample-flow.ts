import { type FlowDocument, type FlowNode, flowDocumentSchema } from '@baton/engine';

/** The grid of the picture: cards are 260 px wide and up to 220 px high. */
const column = 340;
const row = 280;

/**
 * The flow that a new workspace begins with: a booking request, and a way to a person. Also what tests and the tour
 * tell stories about. A new document each time.
 */
export function sampleFlow(): FlowDocument {
  return flowDocumentSchema.parse({ schemaVersion: 1, nodes: nodes(), edges: edges(), configure });
}

const configure = {
  humanTakesOver: '<<name|Hi>>, a person has joined and will help you from here.',
  botResumes: 'Thanks for talking to us, <<name|and welcome back>>. I am the assistant again.',
  sessionEnded: 'This conversation has ended. Write again whenever you like.',
  preHandoffForm: 'about-your-request',
};

function nodes(): FlowNode[] {
  return [
    node('start', 'start', 0, 1, {}),
    node('greeting', 'message', 1, 1, {
      text: 'Hello and welcome to **Salon Verde**. I can book an appointment for you, or bring a person in.',
    }),
    choice('menu', 2, 1, 'What would you like to do?', { book: 'Book an appointment', person: 'Talk to a person' }),

    node('name', 'question', 3, 0, { text: 'Gladly. What is your name?', answerType: 'text', keepAs: 'name' }),
    choice('service', 4, 0, 'Nice to meet you, <<name>>. Which service would you like?', {
      haircut: 'Haircut',
      color: 'Color',
      styling: 'Styling',
    }),
    node('preferred-date', 'question', 5, 0, { text: 'Which day and time would suit you best?', answerType: 'text' }),
    node('email', 'question', 6, 0, {
      text: 'Where can we send the confirmation? Please write your e-mail address.',
      answerType: 'email',
      keepAs: 'email',
    }),
    node('booking', 'submit', 7, 0, { title: '<<service>> for <<name>>, <<preferred-date>>', review: 'review' }),
    node('thanks', 'message', 8, 0, {
      text: 'Thank you, <<name>>. We have your request for **<<service>>** on <<preferred-date>>, and will confirm it to <<email>>.',
    }),
    node('end', 'end', 9, 1, { text: '' }),

    node('about-your-request', 'pre-handoff-form', 3, 2, {
      title: 'Before we connect you',
      fields: [
        {
          id: 'topic',
          label: 'What is this about?',
          type: 'choice',
          required: true,
          options: [
            { id: 'appointment', label: 'An appointment' },
            { id: 'prices', label: 'Prices' },
            { id: 'other', label: 'Something else' },
          ],
        },
        { id: 'details', label: 'What should we know?', type: 'long_text', required: false },
      ],
      submitLabel: 'Continue',
    }),
    node('talk-to-person', 'handoff', 4, 2, { reason: '<<about-your-request.topic>>' }),
    node('nobody-free', 'message', 5, 2, {
      text: 'Nobody could join just now, but I can still take your booking.',
    }),
    node('outside-hours', 'message', 5, 3, {
      text: 'We are not at work at the moment, but I can take your booking at any time.',
    }),
    choice('anything-else', 6, 2, 'Is there anything else I can do for you?', {
      book: 'Book an appointment',
      done: 'No, thank you',
    }),
    node('goodbye', 'message', 7, 2, { text: 'All right. Have a good day.' }),
  ];
}

function edges(): FlowDocument['edges'] {
  return [
    edge('start', 'greeting'),
    edge('greeting', 'menu'),
    edge('menu', 'name', 'book'),
    edge('menu', 'about-your-request', 'person'),

    edge('name', 'service'),
    edge('service', 'preferred-date', 'haircut'),
    edge('service', 'preferred-date', 'color'),
    edge('service', 'preferred-date', 'styling'),
    edge('preferred-date', 'email'),
    edge('email', 'booking'),
    edge('booking', 'thanks'),
    edge('thanks', 'end'),

    edge('about-your-request', 'talk-to-person'),
    edge('talk-to-person', 'anything-else', 'resolved'),
    edge('talk-to-person', 'nobody-free', 'no_one_available'),
    edge('talk-to-person', 'outside-hours', 'outside_hours'),
    edge('talk-to-person', 'anything-else', 'customer_left'),
    edge('nobody-free', 'anything-else'),
    edge('outside-hours', 'anything-else'),
    edge('anything-else', 'name', 'book'),
    edge('anything-else', 'goodbye', 'done'),
    edge('goodbye', 'end'),
  ];
}

function node(id: string, type: string, x: number, y: number, data: FlowNode['data']): FlowNode {
  return { id, type, position: { x: x * column, y: y * row }, data };
}

function choice(id: string, x: number, y: number, text: string, labels: Readonly<Record<string, string>>): FlowNode {
  const options = Object.entries(labels).map(([optionId, label]) => ({ id: optionId, label }));
  return node(id, 'choice', x, y, { text, options, errorText: '' });
}

function edge(from: string, to: string, exit = 'next'): FlowDocument['edges'][number] {
  return { from, exit, to };
}
