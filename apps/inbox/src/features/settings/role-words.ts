import type { Role } from '@baton/contracts';

/** Roles as people read them. */
export const roleWords = { owner: 'owner', admin: 'admin', agent: 'agent' } satisfies Record<Role, string>;

/** The roles that can be given, with what each may do. */
export const givenRoles = [
  { value: 'admin', label: 'Admin', text: 'Edits flows and settings, and may take conversations from others' },
  { value: 'agent', label: 'Agent', text: 'Reads and answers conversations' },
] as const satisfies readonly { value: Exclude<Role, 'owner'>; label: string; text: string }[];
