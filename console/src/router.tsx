import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { BookingPage } from './pages/BookingPage';
import { BookingsPage } from './pages/BookingsPage';
import { LoginPage } from './pages/LoginPage';
import { NowPage } from './pages/NowPage';
import { Shell } from './parts/Shell';
import { STATUSES, type Status } from './words';

/** The filters of the list of bookings, as they stand in the address. */
export interface BookingSearch {
  status?: Status[];
  stuck?: boolean;
  q?: string;
}

function bookingSearch(search: Record<string, unknown>): BookingSearch {
  const known = Array.isArray(search['status']) ? STATUSES.filter((status) => (search['status'] as unknown[]).includes(status)) : [];
  return {
    ...(known.length > 0 ? { status: known } : {}),
    ...(search['stuck'] === true ? { stuck: true } : {}),
    ...(typeof search['q'] === 'string' || typeof search['q'] === 'number' ? { q: String(search['q']).slice(0, 100) } : {}),
  };
}

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <p className="alone">There is no such page. <a href="/console">Back to the start</a></p> });
const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const now = createRoute({ getParentRoute: () => shell, path: '/', component: NowPage });
const bookings = createRoute({ getParentRoute: () => shell, path: '/bookings', validateSearch: bookingSearch, component: BookingsPage });
const booking = createRoute({ getParentRoute: () => shell, path: '/bookings/$id', component: BookingPage });
const events = createRoute({ getParentRoute: () => shell, path: '/events', component: lazyRouteComponent(() => import('./pages/EventsPage'), 'EventsPage') });
const audit = createRoute({ getParentRoute: () => shell, path: '/audit', component: lazyRouteComponent(() => import('./pages/AuditPage'), 'AuditPage') });

export const router = createRouter({
  routeTree: root.addChildren([login, shell.addChildren([now, bookings, booking, events, audit])]),
  basepath: '/console',
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
