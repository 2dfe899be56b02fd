import { answersAvailableAt, type Configure as Settings } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { Title } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { focusField } from '../../editor/focus-field.ts';
import { TemplateProvider } from '../../template-field/template-context.tsx';
import classes from './configure.module.css';
import { CustomerMessages } from './customer-messages.tsx';
import { HandoffSettings } from './handoff-settings.tsx';
import { HoursSettings } from './hours-settings.tsx';
import { LanguageSettings } from './language-settings.tsx';
import { ReturningCustomers } from './returning-customers.tsx';
import { ReviewSettings } from './review-settings.tsx';
import { TriggerSettings } from './trigger-settings.tsx';
import { WaitingSettings } from './waiting-settings.tsx';

/** The Configure tab: what customers read around a handoff, and how it goes. */
export function Configure({ readOnly }: { readOnly: boolean }) {
  const store = useEditorStore();
  const settings = useEditor(({ document }) => document.configure);
  const document = useEditor((state) => state.document);
  const problems = useEditor((state) => state.problems);
  const page = useFocusedSetting();

  const surroundings = useMemo(() => {
    const answers = answersAvailableAt(document, nodeDefinitions, null);
    const errorAt = (path: string) => problems.find((problem) => problem.path === path)?.message;
    return { answers, all: answers, errorAt, readOnly };
  }, [document, problems, readOnly]);

  const change = (next: Partial<Settings>) =>
    store.getState().apply({ kind: 'configure', change: next }, { group: `configure ${Object.keys(next).join(' ')}` });

  return (
    <main className={classes.page} ref={page}>
      <fieldset className={classes.column} disabled={readOnly}>
        <Title order={2}>Configure</Title>
        <p className={classes.lead}>
          These settings apply to every conversation of this flow as soon as it is published, also to those on an older
          version.
        </p>
        <TemplateProvider value={surroundings}>
          <LanguageSettings settings={settings} change={change} />
          <CustomerMessages settings={settings} change={change} />
          <TriggerSettings settings={settings} change={change} />
          <HandoffSettings settings={settings} change={change} />
          <HoursSettings settings={settings} change={change} />
          <WaitingSettings settings={settings} change={change} />
          <ReturningCustomers settings={settings} change={change} />
          <ReviewSettings settings={settings} change={change} />
        </TemplateProvider>
      </fieldset>
    </main>
  );
}

/** Goes to the setting that a problem asked for. */
function useFocusedSetting() {
  const page = useRef<HTMLElement>(null);
  const focus = useEditor((state) => state.focus);
  useEffect(() => {
    if (!focus?.path?.startsWith('configure.')) return;
    const frame = requestAnimationFrame(() => page.current && focusField(page.current, focus.path));
    return () => cancelAnimationFrame(frame);
  }, [focus]);
  return page;
}
