import { api, EmptyState, errorMessage, orpc } from '@baton/ui';
import { Button, Loader, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { AccountCard } from './account-card.tsx';
import { NewAccountFields, newAccountRules } from './new-account-fields.tsx';

/** /join/:token: an invited colleague makes their account. */
export function JoinPage() {
  const { token = '' } = useParams();
  const invitation = useQuery(orpc.account.invitation.get.queryOptions({ input: { token } }));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' }, validate: newAccountRules });

  async function submit({ name, password }: typeof form.values) {
    setBusy(true);
    setProblem(null);
    try {
      await api.account.invitation.accept({ token, name, password });
      return location.assign('/inbox');
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setBusy(false);
  }

  if (invitation.isPending) {
    return (
      <AccountCard title="Join">
        <Loader size="sm" aria-label="Loading the invitation" />
      </AccountCard>
    );
  }
  if (invitation.isError) {
    return (
      <AccountCard title="Join">
        <EmptyState
          icon={<IconLinkOff size={32} stroke={1.5} />}
          title="This invitation cannot be used"
          action={
            <Button component={Link} to="/sign-in" variant="default">
              Sign in instead
            </Button>
          }
        >
          {errorMessage(invitation.error)}
        </EmptyState>
      </AccountCard>
    );
  }

  const { email, workspaceName, invitedBy } = invitation.data;
  return (
    <AccountCard
      title={`Join ${workspaceName}`}
      lead={`${invitedBy} invited you to answer customers together.`}
      problem={problem}
    >
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack>
          <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
          <NewAccountFields form={form} />
          <Button type="submit" loading={busy} fullWidth mt="xs">
            Join {workspaceName}
          </Button>
        </Stack>
      </form>
    </AccountCard>
  );
}
