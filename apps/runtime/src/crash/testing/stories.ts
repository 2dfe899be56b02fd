import type { Tale } from './tale.ts';

/** Told to a visitor's tale, from their first click to the last word. Staff have the inbox open. */
export type Story = (tale: Tale) => Promise<void>;

/** What both sides write while a person answers. Each side waits for its own words only. */
async function talk(tale: Tale): Promise<void> {
  const customer = async () => {
    await tale.say('Is it really you?', true);
    await tale.say('How nice.', true);
  };
  const person = async () => {
    await tale.reply('Hello Mona, how can I help?');
    await tale.reply('I have put your name down.');
  };
  await Promise.all([customer(), person()]);
  await tale.visitor.seesText('I have put your name down.');
}

/** A booking, with a person asked for in the middle of it, who hands back; then it is approved. */
const booking: Story = async (tale) => {
  await tale.begin();
  await tale.choose('What would you like to do?', 'book');
  await tale.visitor.seesText('What is your name?');
  await tale.say('Mona');
  await tale.choose('Which service would you like?', 'haircut');
  await tale.visitor.seesText('Which day and time');

  await tale.visitorDoes('request-person');
  await tale.visitor.seesText('Before we connect you');
  await tale.fillIn('Before we connect you');
  await tale.becomesHuman('accept');
  await tale.visitor.seesText('Connected to');
  await talk(tale);
  await tale.handBack();
  await tale.visitor.seesText('I am the assistant again');

  // The open question comes again, and the booking goes on where it was.
  await tale.visitor.seesText('Which day and time', 2);
  await tale.say('Monday at ten');
  await tale.visitor.seesText('Where can we send the confirmation?');
  await tale.say('mona@example.com');
  await tale.visitor.seesText('Thank you, Mona');
  await tale.approve('See you on Monday!');
  await tale.visitor.seesText('See you on Monday!');
  await tale.visitorDoes('end-chat');
};

/** Staff take over while the bot's question may still be on its way, and end it; the visitor begins another one. */
const ending: Story = async (tale) => {
  await tale.begin();
  await tale.choose('What would you like to do?', 'book');
  await tale.say('Mona');
  await tale.becomesHuman('take-over');
  await tale.visitor.seesText('Connected to');
  await talk(tale);
  await tale.endByStaff();
  await tale.say('One more thing');
  await tale.choose('What would you like to do?', 'book');
  await tale.visitor.seesText('What is your name?');
  await tale.visitorDoes('end-chat');
};

/** The flow itself leads to a person, by its Handoff node, and goes on behind it. */
const byTheFlow: Story = async (tale) => {
  await tale.begin();
  await tale.choose('What would you like to do?', 'person');
  await tale.visitor.seesText('Before we connect you');
  await tale.fillIn('Before we connect you');
  await tale.becomesHuman('accept');
  await tale.visitor.seesText('Connected to');
  await talk(tale);
  await tale.handBack();
  await tale.choose('Is there anything else', 'done');
  await tale.visitor.seesText('Have a good day');
  await tale.visitorDoes('end-chat');
};

/** Nobody accepts: the timer runs out, and the visitor leaves a message. */
const inVain: Story = async (tale) => {
  await tale.begin();
  await tale.choose('What would you like to do?', 'person');
  await tale.fillIn('Before we connect you');
  await tale.fillIn('Leave us a message');
  await tale.visitor.seesText('Nobody could join just now');
  await tale.choose('Is there anything else', 'done');
  await tale.visitor.seesText('Have a good day');
  await tale.visitorDoes('end-chat');
};

/** The stories by their names. Those of `impatient` are told on the channel whose accept timer is short. */
export const stories: Readonly<Record<string, Story>> = { booking, ending, byTheFlow, inVain };
export const impatient: ReadonlySet<string> = new Set(['inVain']);
