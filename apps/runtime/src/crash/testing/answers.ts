import { contract } from '@baton/contracts';

/** The answers of the API, as the contract describes them. */
export const answers = {
  session: schemaOf(contract.widget.session['~orpc']),
  snapshot: schemaOf(contract.widget.sync['~orpc']),
  conversation: schemaOf(contract.conversations.get['~orpc']),
  messages: schemaOf(contract.conversations.messages['~orpc']),
  channels: schemaOf(contract.channels.list['~orpc']),
  channel: schemaOf(contract.channels.create['~orpc']),
  flow: schemaOf(contract.flows.create['~orpc']),
};

function schemaOf<Schema>({ outputSchema }: { readonly outputSchema?: Schema }): Schema {
  if (outputSchema === undefined) throw new Error('The contract does not say what the route answers');
  return outputSchema;
}
