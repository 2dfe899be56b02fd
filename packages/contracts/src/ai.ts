import { botLanguages } from '@baton/engine';
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { apiErrors } from './errors.ts';

const { UNAUTHORIZED, FORBIDDEN } = apiErrors;

/** What a workspace says about its AI. */
export const aiSettingsSchema = z.object({
  /** Whether it answers on channels without a flow; where it does not, people are asked at once. */
  answers: z.boolean().default(false),
  instructions: z.string().max(8000, 'Keep this under 8,000 characters').default(''),
  /** What it may answer from. */
  knowledge: z.string().max(30_000, 'Keep this under 30,000 characters').default(''),
  /** In which Baton says what nobody has written, on channels without a flow. */
  language: z.enum(botLanguages).default('en'),
  /** How many questions a day (UTC) it may be asked, for all channels and flows together; null for any number. */
  dailyLimit: z.int().min(1, 'Allow at least one question a day').max(1_000_000).nullable().default(null),
});
export type AiSettings = z.infer<typeof aiSettingsSchema>;

/** The settings, and how it stands with them. */
export const aiViewSchema = aiSettingsSchema.extend({
  /** The AI that is asked; null where none is set up. */
  model: z.string().nullable(),
  /** Questions that it was asked today, by UTC. */
  askedToday: z.int(),
});
export type AiView = z.infer<typeof aiViewSchema>;

const base = oc.errors({ UNAUTHORIZED, FORBIDDEN });
const { shape } = aiSettingsSchema;

export const aiContract = {
  get: base.route({ method: 'GET', path: '/ai', tags: ['ai'] }).output(aiViewSchema),
  /** Changes what is given. */
  update: base
    .route({ method: 'PATCH', path: '/ai', tags: ['ai'] })
    .input(
      z.object({
        answers: shape.answers.unwrap().optional(),
        instructions: shape.instructions.unwrap().optional(),
        knowledge: shape.knowledge.unwrap().optional(),
        language: shape.language.unwrap().optional(),
        dailyLimit: shape.dailyLimit.unwrap().optional(),
      }),
    )
    .output(aiViewSchema),
};
