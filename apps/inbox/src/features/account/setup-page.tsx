import { api, EmptyState, errorMessage, orpc } from '@baton/ui';
import { Button, Code, Stack, TextInput } from '@mantine/core';
import { isEmail, isNotEmpty, useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AccountCard } from './account-card.tsx';
import { NewAccountFields, newAccountRules } from './new-account-fields.tsx';

/** /setup?token=…: the first account, its owner's. */
export function SetupPage() {
  const [search] = useSearchParams();
  const status = useQuery(orpc.account.setup.status.queryOptions());
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const givenToken = search.get('token') ?? '';
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { token: givenToken, workspaceName: '', name: '', email: '', password: '' },
    validate: {
      ...newAccountRules,
      token: isNotEmpty('Copy the token from the terminal in which the server runs'),
      workspaceName: isNotEmpty('Enter the name of your business'),
      email: isEmail('Enter a full e-mail address, like name@example.com'),
    },
  });

  async function submit(values: typeof form.values) {
    setBusy(true);
    setProblem(null);
    try {
      await api.account.setup.complete({ ...values, token: values.token.trim(), email: values.email.trim() });
      return location.assign('/inbox');
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setBusy(false);
  }

  if (status.data?.needed === false) {
    return (
      <AccountCard title="Set up Baton">
        <EmptyState
          icon={<IconCircleCheck size={32} stroke={1.5} />}
          title="This installation is set up"
          action={
            <Button component={Link} to="/sign-in">
              Sign in
            </Button>
          }
        >
          It has an owner. Sign in, or ask the owner for an invitation.
        </EmptyState>
      </AccountCard>
    );
  }

  return (
    <AccountCard title="Set up Baton" lead="Make the owner's account. Everything else is ready." problem={problem}>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack>
          {givenToken === '' && (
            <TextInput
              key={form.key('token')}
              {...form.getInputProps('token')}
              label="Set-up token"
              description={
                <>
                  Printed in the terminal at the first start, after <Code>token=</Code>
                </>
              }
              autoComplete="off"
            />
          )}
          <TextInput
            key={form.key('workspaceName')}
            {...form.getInputProps('workspaceName')}
            label="Name of your business"
            autoComplete="organization"
            maxLength={100}
            autoFocus
          />
          <NewAccountFields form={form}>
            <TextInput
              key={form.key('email')}
              {...form.getInputProps('email')}
              label="E-mail"
              type="email"
              autoComplete="username"
            />
          </NewAccountFields>
          <Button type="submit" loading={busy} fullWidth mt="xs">
            Create the account
          </Button>
        </Stack>
      </form>
    </AccountCard>
  );
}
