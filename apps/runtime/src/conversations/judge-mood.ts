import type { Facts } from '@baton/engine';

/** Says how a text sounds. Rejects never: a text it can't judge sounds like nothing. */
export type JudgeMood = (text: string) => Promise<Facts['mood']>;

/** The languages whose words it knows. */
export const moodLanguages = ['English'];

/** From -1 to 1: at this a text complains, rather than merely saying no. */
const NEGATIVE = -0.4;

/**
 * Judges texts on this machine, by the words they use (wink-nlp and its English model). The model is loaded with the
 * first text: most installations never need it.
 */
export function createMoodJudge(): JudgeMood {
  let loading: Promise<(text: string) => number> | undefined;
  return async (text) => {
    loading ??= load();
    const score = await loading;
    return score(text) <= NEGATIVE ? 'negative' : null;
  };
}

async function load(): Promise<(text: string) => number> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = winkNLP(model, ['sbd', 'negation', 'sentiment']);
  return (text) => Number(nlp.readDoc(text).out(nlp.its.sentiment));
}
