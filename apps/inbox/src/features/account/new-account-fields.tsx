import { PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

const MIN = 10;

/** The rules of `useForm` for the fields below. */
export const newAccountRules = {
  name: (name: string) => (name.trim() === '' ? 'Enter your name: customers see it when you answer' : null),
  password: (password: string) => (password.length < MIN ? `Use at least ${MIN} characters` : null),
};

interface NewAccountForm {
  key(path: 'name' | 'password'): string;
  getInputProps(path: 'name' | 'password'): object;
}

/** What everybody who gets an account says about themselves; `children` stand between name and password. */
export function NewAccountFields({ form, children }: { form: NewAccountForm; children?: ReactNode }) {
  return (
    <>
      <TextInput
        key={form.key('name')}
        {...form.getInputProps('name')}
        label="Your name"
        description="Customers see it when you answer"
        autoComplete="name"
        maxLength={100}
      />
      {children}
      <PasswordInput
        key={form.key('password')}
        {...form.getInputProps('password')}
        label="Password"
        description={`At least ${MIN} characters; several words make a good one`}
        autoComplete="new-password"
        maxLength={128}
        visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
      />
    </>
  );
}
