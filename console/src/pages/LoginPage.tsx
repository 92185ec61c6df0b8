import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type FormEvent, type JSX } from 'react';
import { api, dataOf } from '../api/client';
import { LanguageChoice } from '../parts/LanguageChoice';
import { t } from '../words';
import { rich } from '../words/rich';

/** The link carries its token behind a #, which browsers send to nobody. */
function takeLink(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('link') ?? undefined;
  if (token !== undefined) {
    window.history.replaceState(null, '', window.location.pathname);
  }
  return token;
}

let link = takeLink();

export function LoginPage(): JSX.Element {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(link !== undefined);

  const enter = useCallback(
    async (asked: Promise<unknown>): Promise<void> => {
      setBusy(true);
      setProblem('');
      try {
        await asked;
        queries.clear();
        await navigate({ to: '/' });
      } catch (error) {
        setProblem(error instanceof Error ? error.message : t.entry.failed);
        setBusy(false);
      }
    },
    [queries, navigate],
  );
  useEffect(() => {
    if (link !== undefined) {
      const token = link;
      link = undefined;
      void enter(dataOf(api.POST('/api/v1/console/login/link', { body: { token } })));
    }
  }, [enter]);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: String(form.get('email')), password: String(form.get('password')) };
    void enter(dataOf(api.POST('/api/v1/console/login', { body })));
  };
  return (
    <main className="login">
      <form onSubmit={submit}>
        <h1 className="brand">{t.shell.brand}<span>{t.shell.product}</span></h1>
        <label htmlFor="email">{t.entry.email}</label>
        <input id="email" name="email" type="email" autoComplete="username" required />
        <label htmlFor="password">{t.entry.password}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
        {problem !== '' && <p role="alert" className="notice bad">{problem}</p>}
        <button type="submit" disabled={busy}>{busy ? t.entry.loggingIn : t.entry.logIn}</button>
        <p className="hint">{rich(t.entry.about, <code>./kilat console</code>)}</p>
        <LanguageChoice />
      </form>
    </main>
  );
}
