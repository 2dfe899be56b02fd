import type { Configure } from '@baton/engine';

/** What a section of the Configure tab needs: the settings, and how to change some of them. */
export interface SectionProps {
  settings: Configure;
  change: (change: Partial<Configure>) => void;
}
