/** How long everybody may take: the settings of it, in the words of their fields. */
export const waitingTimes = [
  { key: 'acceptTimeoutSeconds', label: 'Accept within', description: 'Then what is chosen below' },
  { key: 'replyTimeoutSeconds', label: 'Reply within', description: 'After the last message, the session ends' },
  { key: 'formTimeoutSeconds', label: 'Fill in a form within', description: 'Then the customer is back with the bot' },
] as const;
