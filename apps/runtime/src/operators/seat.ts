/** The seat of conversations that are answered in the group, where others have the person who answers. */
export const SEAT = 'group';
