import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type JSX } from 'react';
import { api, dataOf, Problem } from '../api/client';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { t, wordOf } from '../words';
import { LanguageChoice } from './LanguageChoice';
import { Loaded } from './states';

/** Each page with the key that goes there after a g. */
const PLACES = [
  { name: 'now', to: '/', key: 'n' },
  { name: 'map', to: '/map', key: 'm' },
  { name: 'bookings', to: '/bookings', key: 'b' },
  { name: 'runners', to: '/runners', key: 'r' },
  { name: 'money', to: '/money', key: 'o' },
  { name: 'messages', to: '/messages', key: 'w' },
  { name: 'events', to: '/events', key: 'e' },
  { name: 'system', to: '/system', key: 's' },
  { name: 'people', to: '/people', key: 'p' },
  { name: 'audit', to: '/audit', key: 'a' },
  { name: 'simulator', to: '/simulator', key: 'u' },
] as const;

/** What surrounds every page: where to go, who is logged in, whether what is shown is live. */
export function Shell(): JSX.Element {
  const session = useSession();
  if (session.isError && session.error instanceof Problem && [401, 403].includes(session.error.status)) {
    return <Navigate to="/login" />;
  }
  return <Loaded query={session}>{(who) => <Frame who={who} />}</Loaded>;
}

function Frame({ who }: { who: { name: string; role: string; development: boolean } }): JSX.Element {
  const connected = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  useShortcuts();
  const logOut = async (): Promise<void> => {
    await dataOf(api.DELETE('/api/v1/console/session'));
    queries.clear();
    await navigate({ to: '/login' });
  };
  return (
    <>
      <a className="skip" href="#main">{t.shell.skip}</a>
      <header>
        <Link to="/" className="brand">{t.shell.brand}<span>{t.shell.product}</span></Link>
        <nav aria-label={t.shell.pages}>
          {PLACES.filter((place) => who.development || place.name !== 'simulator').map(({ name, to, key }) => <Link key={name} to={to} activeOptions={{ exact: to === '/' }} title={t.shell.keys(key)}>{t.shell.places[name]}</Link>)}
        </nav>
        <div className="who">
          {who.development && <span className="badge off">{t.shell.development}</span>}
          <LanguageChoice />
          <span>{who.name} <small>{wordOf(t.api.roleOf, who.role)}</small></span>
          <button type="button" className="quiet" onClick={() => void logOut()}>{t.shell.logOut}</button>
        </div>
      </header>
      {!connected && <p role="status" className="lost">{t.shell.lost}</p>}
      <main id="main" tabIndex={-1}><Outlet /></main>
    </>
  );
}

/** `/` goes to the search; `g` and a letter goes to a page. */
function useShortcuts(): void {
  const navigate = useNavigate();
  const pending = useRef(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const at = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || at.closest('input, textarea, select, dialog') !== null) {
        return;
      }
      if (event.key === '/') {
        event.preventDefault();
        const search = document.querySelector<HTMLInputElement>('input[type=search]');
        if (search === null) {
          void navigate({ to: '/bookings' });
        } else {
          search.focus();
        }
      } else if (event.key === 'g') {
        pending.current = true;
        setTimeout(() => (pending.current = false), 1_500);
      } else if (pending.current) {
        const place = PLACES.find((one) => one.key === event.key);
        if (place !== undefined) {
          pending.current = false;
          void navigate({ to: place.to });
        }
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
