import type { ChoicesContent, PromptState } from './content.ts';
import { CheckIcon } from './icons.tsx';

interface ChoicesProps {
  choices: ChoicesContent;
  prompt: PromptState;
  /** Called with the picked option; without it the buttons can only be read. */
  onPick?: ((option: ChoicesContent['options'][number]) => void) | undefined;
}

/** The options of a question as full-width buttons; once one is picked it stays marked and the others go quiet. */
export function Choices({ choices, prompt, onPick }: ChoicesProps) {
  const open = prompt.state === 'open' && onPick !== undefined;
  return (
    <fieldset className="chat-choices" aria-label={choices.text}>
      {choices.options.map((option) => {
        const picked = prompt.state === 'picked' && prompt.optionId === option.id;
        return (
          <button
            key={option.id}
            type="button"
            className="chat-choice"
            dir="auto"
            aria-pressed={prompt.state === 'picked' ? picked : undefined}
            disabled={!open}
            onClick={() => onPick?.(option)}
          >
            <span>{option.label}</span>
            {picked && <CheckIcon />}
          </button>
        );
      })}
    </fieldset>
  );
}
