import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type JSX } from 'react';
import { api, dataOf, Problem } from '../api/client';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { Loaded } from './states';

const PLACES = { n: '/', m: '/map', b: '/bookings', r: '/runners', o: '/money', w: '/messages', e: '/events', s: '/system', p: '/people', a: '/audit' } as const;

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
      <a className="skip" href="#main">Skip to the page</a>
      <header>
        <Link to="/" className="brand">Kilat<span>console</span></Link>
        <nav aria-label="Pages">
          <Link to="/" activeOptions={{ exact: true }} title="g n">Now</Link>
          <Link to="/map" title="g m">Map</Link>
          <Link to="/bookings" title="g b">Bookings</Link>
          <Link to="/runners" title="g r">Runners</Link>
          <Link to="/money" title="g o">Money</Link>
          <Link to="/messages" title="g w">Messages</Link>
          <Link to="/events" title="g e">Events</Link>
          <Link to="/system" title="g s">System</Link>
          <Link to="/people" title="g p">People</Link>
          <Link to="/audit" title="g a">Audit</Link>
        </nav>
        <div className="who">
          {who.development && <span className="badge off">development</span>}
          <span>{who.name} <small>{who.role}</small></span>
          <button type="button" className="quiet" onClick={() => void logOut()}>Log out</button>
        </div>
      </header>
      {!connected && <p role="status" className="lost">The connection is lost. It is tried again; what is shown may be old.</p>}
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
      } else if (pending.current && event.key in PLACES) {
        pending.current = false;
        void navigate({ to: PLACES[event.key as keyof typeof PLACES] });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
