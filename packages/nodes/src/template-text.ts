import { z } from 'zod';

/** A text of a node, with `<<node-id>>` in it. May be empty while it is being edited; `problems` says so. */
export const templateText = z.string().max(4000, 'Keep this under 4,000 characters');
