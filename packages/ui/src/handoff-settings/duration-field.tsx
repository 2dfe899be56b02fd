import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface DurationFieldProps {
  label: string;
  description: string;
  /** Null: as somebody else says. */
  seconds: number | null;
  /** What somebody else says; undefined until that is known. */
  inherited?: number;
  /** Who that is, before the time: "As the workspace:". */
  inheritedWords?: string;
  /** Whether it can be left blank. */
  required?: boolean;
  onChange: (seconds: number | null) => void;
  disabled?: boolean;
}

const MIN_SECONDS = 5;
const MAX_SECONDS = 86_400;

/** A time in seconds, with what it is in minutes beside it. Left blank, it is inherited. */
export function DurationField(props: DurationFieldProps) {
  const { label, description, seconds, inherited, required = false, onChange, disabled } = props;
  const { inheritedWords = 'As the workspace:' } = props;
  // What is typed may be unfinished: "1" on the way to "120".
  const [typed, setTyped] = useState<number | string>(seconds ?? '');
  const [shown, setShown] = useState(seconds);
  if (shown !== seconds) {
    setShown(seconds);
    setTyped(seconds ?? '');
  }
  const value = typeof typed === 'number' ? Math.round(typed) : null;
  const isValid = value === null ? typed === '' && !required : isPossible(value);

  function change(next: number | string) {
    setTyped(next);
    const wanted = typeof next === 'number' ? Math.round(next) : null;
    if (wanted === null ? next !== '' || required : !isPossible(wanted)) return;
    setShown(wanted);
    onChange(wanted);
  }

  return (
    <NumberInput
      label={label}
      description={[timeWords(value, inherited, inheritedWords), description].filter(Boolean).join('. ')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={inherited === undefined ? undefined : `${inherited} s`}
      suffix=" s"
      min={MIN_SECONDS}
      max={MAX_SECONDS}
      step={30}
      startValue={inherited ?? MIN_SECONDS}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      value={typed}
      disabled={disabled}
      error={isValid ? undefined : `From ${MIN_SECONDS} seconds to a day`}
      onChange={change}
      onBlur={() => !isValid && setTyped(seconds ?? '')}
    />
  );
}

function isPossible(seconds: number): boolean {
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
}

function timeWords(value: number | null, inherited: number | undefined, inheritedWords: string): string {
  if (value === null) return inherited === undefined ? '' : `${inheritedWords} ${inWords(inherited)}`;
  return isPossible(value) && value >= 60 ? inWords(value) : '';
}

function inWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
