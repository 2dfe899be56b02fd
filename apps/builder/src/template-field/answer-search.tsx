import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { AnswerList, type AnswerOption, answerOptions, optionId } from './answer-list.tsx';
import { useTemplateSurroundings } from './template-context.tsx';

interface AnswerSearchProps {
  onPick: (option: AnswerOption) => void;
  onClose: () => void;
}

/** The picker with a search of its own, as the button opens it. */
export function AnswerSearch({ onPick, onClose }: AnswerSearchProps) {
  const { answers } = useTemplateSurroundings();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const options = answerOptions(answers, query);

  function onKeyDown(event: React.KeyboardEvent) {
    const option = options[active];
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && option) onPick(option);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={options.length > 0 ? optionId(listId, active) : undefined}
        aria-label="Search answers"
        placeholder="Search answers"
        leftSection={<IconSearch size={16} stroke={1.75} />}
        mb={4}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <AnswerList id={listId} options={options} active={active} onPick={onPick} />
    </>
  );
}
