/**
 * Import this before anything else in a browser app. Our pages forbid making code from strings, and zod tries
 * that once to be faster: the browser would report it as a violation. Set before the first schema is made.
 */
import { config } from 'zod';

config({ jitless: true });
