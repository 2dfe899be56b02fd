import { errorMessage, orpc, pageAfterSignIn } from '@baton/ui';
import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { hasLength, isEmail, useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AccountCard } from './account-card.tsx';
import { signInWithPassword } from './sign-in-with-password.ts';

/** /sign-in?next=… */
export function SignInPage() {
  const [search] = useSearchParams();
  const setup = useQuery(orpc.account.setup.status.queryOptions());
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: isEmail('Enter the e-mail address of your account'),
      password: hasLength({ min: 1 }, 'Enter your password'),
    },
  });

  async function submit({ email, password }: typeof form.values) {
    setBusy(true);
    setProblem(null);
    try {
      const refusal = await signInWithPassword(email, password);
      // A full load: everything that was cached belongs to whoever was here before.
      if (refusal === null) return location.assign(pageAfterSignIn(search.get('next')));
      setProblem(refusal);
      form.getInputNode('password')?.focus();
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setBusy(false);
  }

  return (
    <AccountCard
      title="Sign in"
      problem={problem}
      lead={
        setup.data?.needed ? (
          <>
            Nobody has an account here yet.{' '}
            <Anchor component={Link} to="/setup" inherit>
              Set up this installation
            </Anchor>{' '}
            with the link printed in the terminal.
          </>
        ) : undefined
      }
    >
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack>
          <TextInput
            key={form.key('email')}
            {...form.getInputProps('email')}
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
          />
          <PasswordInput
            key={form.key('password')}
            {...form.getInputProps('password')}
            label="Password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
          />
          <Button type="submit" loading={busy} fullWidth mt="xs">
            Sign in
          </Button>
        </Stack>
      </form>
    </AccountCard>
  );
}
