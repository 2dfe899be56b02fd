import { Select } from '@mantine/core';
import { useMemo } from 'react';

interface TimeZoneSelectProps {
  value: string;
  onChange: (timeZone: string) => void;
  disabled: boolean;
}

/** Every time zone that the browser knows, found by typing a part of its name. */
export function TimeZoneSelect({ value, onChange, disabled }: TimeZoneSelectProps) {
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return [...new Set([...known, 'UTC', value])].sort().map((zone) => ({ value: zone, label: labelOf(zone) }));
  }, [value]);
  return (
    <Select
      label="Time zone"
      description="The hours below are on its clocks, also when they change"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      allowDeselect={false}
      nothingFoundMessage="No such time zone. Try the name of a large city nearby."
      limit={100}
      maw={420}
      disabled={disabled}
    />
  );
}

/** "Europe/Berlin (GMT+1)" */
function labelOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return `${zone.replaceAll('_', ' ')} (${offset})`;
}
