import type { KeywordList } from '@baton/engine';
import { ActionIcon, Select, TagsInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import classes from './configure.module.css';
import { firstWords, keywordLanguages, languageName } from './keyword-presets.ts';

interface KeywordListsProps {
  lists: KeywordList[];
  onChange: (lists: KeywordList[]) => void;
}

const MAX_WORD_LENGTH = 80;
const MAX_WORDS = 200;

/** The keywords of each language, and a way to add one. */
export function KeywordLists({ lists, onChange }: KeywordListsProps) {
  const free = keywordLanguages().filter(({ value }) => !lists.some(({ language }) => language === value));

  function changeWords(language: string, typed: string[]) {
    const words = typed.map((word) => word.trim().slice(0, MAX_WORD_LENGTH)).filter((word) => word !== '');
    onChange(lists.map((list) => (list.language === language ? { language, words } : list)));
  }

  return (
    <div className={classes.lists} data-path="configure.triggers.keywords">
      {lists.map(({ language, words }) => (
        <div key={language} className={classes.list}>
          <TagsInput
            label={languageName(language)}
            placeholder="Write a word or phrase and press Enter"
            maxTags={MAX_WORDS}
            value={words}
            onChange={(typed) => changeWords(language, typed)}
          />
          <Tooltip label={`Remove ${languageName(language)}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove ${languageName(language)}`}
              onClick={() => onChange(lists.filter((list) => list.language !== language))}
            >
              <IconTrash size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Select
        aria-label="Add a language"
        placeholder="Add a language"
        maw={240}
        searchable
        data={free}
        value={null}
        onChange={(language) => language && onChange([...lists, { language, words: firstWords(language) }])}
      />
    </div>
  );
}
