const office = [{ from: '09:00', to: '18:00' }];

/** Nine to six on weekdays, in Berlin. */
export const berlinHours = {
  timeZone: 'Europe/Berlin',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
  exceptions: [],
};
