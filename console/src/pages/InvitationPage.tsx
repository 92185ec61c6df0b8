import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, Problem } from '../api/client';
import { PASSWORD_LENGTH, passwordProblem } from '../model/people';
import { LanguageChoice } from '../parts/LanguageChoice';
import { t } from '../words';

/** The link carries its token behind a #, which browsers send to nobody. */
function takeToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined;
  if (token !== undefined) {
    window.history.replaceState(null, '', window.location.pathname);
  }
  return token;
}

/** Whoever was invited chooses a password, and is logged in. */
export function InvitationPage(): JSX.Element {
  const [token] = useState(takeToken);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    const why = passwordProblem(password, String(form.get('again')));
    setProblem(why);
    if (why !== '' || token === undefined) {
      return;
    }
    setBusy(true);
    try {
      await dataOf(api.POST('/api/v1/console/login/invitation', { body: { token, password } }));
      queries.clear();
      await navigate({ to: '/' });
    } catch (error) {
      setProblem(error instanceof Problem && error.status !== 0 ? error.message : t.entry.notAccepted);
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <form onSubmit={(event) => void submit(event)}>
        <h1 className="brand">{t.shell.brand}<span>{t.shell.product}</span></h1>
        {token === undefined ? <p role="alert" className="notice bad">{t.entry.noToken}</p> : (
          <>
            <p>{t.entry.welcome}</p>
            <label htmlFor="password">{t.entry.newPassword(PASSWORD_LENGTH)}</label>
            <input id="password" name="password" type="password" autoComplete="new-password" required minLength={PASSWORD_LENGTH} maxLength={200} />
            <label htmlFor="again">{t.entry.passwordAgain}</label>
            <input id="again" name="again" type="password" autoComplete="new-password" required maxLength={200} />
            {problem !== '' && <p role="alert" className="notice bad">{problem}</p>}
            <button type="submit" disabled={busy}>{busy ? t.entry.loggingIn : t.entry.accept}</button>
          </>
        )}
        <LanguageChoice />
      </form>
    </main>
  );
}
