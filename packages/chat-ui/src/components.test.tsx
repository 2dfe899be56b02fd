import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Composer } from './composer.tsx';
import type { FormContent, MessageContent, PromptEntry } from './content.ts';
import { formOfAnswer, promptState } from './content.ts';
import { FormCard } from './form-card.tsx';
import { MessageBody } from './message-body.tsx';

afterEach(cleanup);

const form: FormContent = {
  kind: 'form',
  formId: 'about-you',
  title: 'About you',
  submitLabel: 'Send',
  fields: [
    { id: 'name', label: 'Name', type: 'text', required: true },
    { id: 'email', label: 'E-mail', type: 'email', required: true },
    { id: 'topic', label: 'Topic', type: 'choice', required: false, options: [{ id: 'a', label: 'Billing' }] },
  ],
};
const choices: MessageContent = {
  kind: 'choices',
  text: 'Which?',
  options: [
    { id: 'x', label: 'Ex' },
    { id: 'y', label: 'Why' },
  ],
};

describe('MessageBody', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const contents: MessageContent[] = [
    { kind: 'text', text: hostile },
    { kind: 'choices', text: hostile, options: [{ id: '1', label: hostile }] },
    {
      kind: 'form',
      formId: 'f',
      title: hostile,
      submitLabel: hostile,
      fields: [{ id: 'a', label: hostile, type: 'text', required: true }],
    },
    { kind: 'choice', optionId: '1', label: hostile },
    { kind: 'form_answer', formId: 'f', values: { a: hostile } },
  ];
  test.each(contents.map((content) => [content.kind, content] as const))('%s shows HTML as text', (_kind, content) => {
    const { container } = render(<MessageBody content={content} />);
    expect(container.querySelector('img')).toBeNull();
    expect(container.textContent).toContain(hostile);
  });

  test('a picked choice stays marked, the others can no longer be pressed', () => {
    const onPick = vi.fn();
    const { rerender } = render(<MessageBody content={choices} onPick={onPick} />);
    fireEvent.click(screen.getByRole('button', { name: 'Why' }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith({ id: 'y', label: 'Why' });

    rerender(<MessageBody content={choices} onPick={onPick} prompt={{ state: 'picked', optionId: 'y' }} />);
    expect(screen.getByRole('button', { name: 'Why' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'Ex' }));
    expect(onPick).toHaveBeenCalledOnce();
  });
});

describe('FormCard', () => {
  test('says what is missing, moves to it, and sends only what is complete', () => {
    const onSubmit = vi.fn();
    render(<FormCard form={form} prompt={{ state: 'open' }} onSubmit={onSubmit} />);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' Ada ' } });
    fireEvent.change(screen.getByLabelText('E-mail'), { target: { value: 'ada' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));

    const email = screen.getByLabelText('E-mail');
    expect(onSubmit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(email);
    expect(email.getAttribute('aria-invalid')).toBe('true');
    const described = document.getElementById(email.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('Enter an e-mail address like name@example.com.');

    fireEvent.change(email, { target: { value: 'ada@example.com' } });
    fireEvent.click(screen.getByLabelText('Billing'));
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ name: 'Ada', email: 'ada@example.com', topic: 'a' });
  });

  test('is a summary once sent', () => {
    render(<FormCard form={form} prompt={{ state: 'filled', values: { name: 'Ada', topic: 'a' } }} />);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText('Billing')).toBeTruthy();
  });

  test('asks browsers to fill in what they know', () => {
    render(<FormCard form={form} prompt={{ state: 'open' }} onSubmit={vi.fn()} />);
    expect(screen.getByLabelText('Name').getAttribute('autocomplete')).toBe('name');
    expect(screen.getByLabelText('E-mail').getAttribute('autocomplete')).toBe('email');
  });
});

describe('Composer', () => {
  function setup(value: string) {
    const onSend = vi.fn();
    render(<Composer value={value} onChange={vi.fn()} onSend={onSend} label="Message" />);
    return { onSend, field: screen.getByLabelText('Message') };
  }

  test('Enter sends the trimmed text', () => {
    const { onSend, field } = setup('  hello ');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello');
  });

  test.each([
    ['Shift+Enter', 'hello', { key: 'Enter', shiftKey: true }],
    ['Enter that ends a composition', 'こんにちは', { key: 'Enter', isComposing: true }],
    ["Safari's Enter after a composition", 'こんにちは', { key: 'Enter', keyCode: 229 }],
    ['Enter on nothing but space', '  \n', { key: 'Enter' }],
  ])('%s does not send', (_name, value, key) => {
    const { onSend, field } = setup(value);
    fireEvent.keyDown(field, key);
    expect(onSend).not.toHaveBeenCalled();
  });
});

describe('promptState', () => {
  const bot = (content: MessageContent): PromptEntry => ({ author: { kind: 'bot' }, content });
  const customer = (content: MessageContent): PromptEntry => ({ author: { kind: 'customer' }, content });
  const text = { kind: 'text', text: 'hm' } as const;
  const pickY = customer({ kind: 'choice', optionId: 'y', label: 'Why' });
  const sent = customer({ kind: 'form_answer', formId: 'about-you', values: { name: 'Ada' } });

  test.each<[string, PromptEntry[], ReturnType<typeof promptState>]>([
    ['nothing since', [bot(choices)], { state: 'open' }],
    ['only the bot spoke since', [bot(choices), bot(text)], { state: 'open' }],
    ['picked', [bot(choices), pickY], { state: 'picked', optionId: 'y' }],
    ['picked, and asked again', [bot(choices), pickY, bot(choices)], { state: 'picked', optionId: 'y' }],
    ['answered in words', [bot(choices), customer(text), pickY], { state: 'closed' }],
    ['asked again', [bot(choices), bot(choices)], { state: 'closed' }],
    ['form: asked something in between', [bot(form), customer(text)], { state: 'open' }],
    ['form: sent', [bot(form), customer(text), sent], { state: 'filled', values: { name: 'Ada' } }],
    [
      'form: sent, then sent again to correct it',
      [bot(form), sent, bot(form)],
      { state: 'filled', values: { name: 'Ada' } },
    ],
    ['form: overtaken', [bot(form), bot(choices)], { state: 'closed' }],
  ])('%s', (_name, entries, expected) => {
    expect(promptState(entries, 0)).toEqual(expected);
  });

  test('a form answer finds the labels of its form', () => {
    expect(formOfAnswer([bot(form), bot(text), sent], 2)).toBe(form);
    expect(formOfAnswer([sent], 0)).toBeNull();
  });
});
