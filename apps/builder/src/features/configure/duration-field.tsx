import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface DurationFieldProps {
  label: string;
  description: string;
  seconds: number;
  onChange: (seconds: number) => void;
}

const MIN_SECONDS = 5;
const MAX_SECONDS = 86_400;

/** A time in seconds, with what it is in minutes beside it. */
export function DurationField({ label, description, seconds, onChange }: DurationFieldProps) {
  // What is typed may be unfinished: "1" on the way to "120".
  const [typed, setTyped] = useState<number | string>(seconds);
  const [shown, setShown] = useState(seconds);
  if (shown !== seconds) {
    setShown(seconds);
    setTyped(seconds);
  }
  const value = typeof typed === 'number' ? Math.round(typed) : Number.NaN;
  const isValid = value >= MIN_SECONDS && value <= MAX_SECONDS;

  function change(next: number | string) {
    setTyped(next);
    if (typeof next !== 'number') return;
    const rounded = Math.round(next);
    if (rounded < MIN_SECONDS || rounded > MAX_SECONDS) return;
    setShown(rounded);
    onChange(rounded);
  }

  return (
    <NumberInput
      label={label}
      description={isValid && value >= 60 ? `${inWords(value)}. ${description}` : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      suffix=" s"
      min={MIN_SECONDS}
      max={MAX_SECONDS}
      step={30}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      value={typed}
      error={isValid ? undefined : `From ${MIN_SECONDS} seconds to a day`}
      onChange={change}
      onBlur={() => !isValid && setTyped(seconds)}
    />
  );
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
