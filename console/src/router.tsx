import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { BOOKING_TABS, RUNNER_TABS, STAFF_ROLES, type StaffRole } from './model/kinds';
import { mapSearch, runnerStates } from './model/mapSearch';
import { messageSearch } from './model/messages';
import { bookingSearch, ledgerFilter, tabIn } from './model/search';
import { simulation } from './model/simulator';
import { systemSearch } from './model/system';
import { BookingPage } from './pages/BookingPage';
import { BookingsPage } from './pages/BookingsPage';
import { LoginPage } from './pages/LoginPage';
import { NowPage } from './pages/NowPage';
import { Shell } from './parts/Shell';
import { t } from './words';

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <p className="alone">{t.shell.noPage} <a href="/console">{t.shell.backToStart}</a></p> });
const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const now = createRoute({ getParentRoute: () => shell, path: '/', component: NowPage });
const bookings = createRoute({ getParentRoute: () => shell, path: '/bookings', validateSearch: bookingSearch, component: BookingsPage });
const booking = createRoute({ getParentRoute: () => shell, path: '/bookings/$id', validateSearch: (search: Record<string, unknown>) => tabIn(BOOKING_TABS, search['tab']), component: BookingPage });
const map = createRoute({ getParentRoute: () => shell, path: '/map', validateSearch: mapSearch, component: lazyRouteComponent(() => import('./pages/MapPage'), 'MapPage') });
const runners = createRoute({ getParentRoute: () => shell, path: '/runners', validateSearch: runnerStates, component: lazyRouteComponent(() => import('./pages/RunnersPage'), 'RunnersPage') });
const runner = createRoute({
  getParentRoute: () => shell,
  path: '/runners/$id',
  validateSearch: (search: Record<string, unknown>) => tabIn(RUNNER_TABS, search['tab']),
  component: lazyRouteComponent(() => import('./pages/RunnerPage'), 'RunnerPage'),
});
const money = createRoute({ getParentRoute: () => shell, path: '/money', validateSearch: ledgerFilter, component: lazyRouteComponent(() => import('./pages/MoneyPage'), 'MoneyPage') });
const messages = createRoute({ getParentRoute: () => shell, path: '/messages', validateSearch: messageSearch, component: lazyRouteComponent(() => import('./pages/MessagesPage'), 'MessagesPage') });
const message = createRoute({ getParentRoute: () => shell, path: '/messages/$id', component: lazyRouteComponent(() => import('./pages/MessagePage'), 'MessagePage') });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: lazyRouteComponent(() => import('./pages/InvitationPage'), 'InvitationPage') });
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): { role?: StaffRole } => {
    const role = STAFF_ROLES.find((one) => one === search['role']);
    return role === undefined ? {} : { role };
  },
  component: lazyRouteComponent(() => import('./pages/PeoplePage'), 'PeoplePage'),
});
const simulator = createRoute({ getParentRoute: () => shell, path: '/simulator', validateSearch: simulation, component: lazyRouteComponent(() => import('./pages/SimulatorPage'), 'SimulatorPage') });
const events = createRoute({ getParentRoute: () => shell, path: '/events', component: lazyRouteComponent(() => import('./pages/EventsPage'), 'EventsPage') });
const system = createRoute({ getParentRoute: () => shell, path: '/system', validateSearch: systemSearch, component: lazyRouteComponent(() => import('./pages/SystemPage'), 'SystemPage') });
const audit = createRoute({ getParentRoute: () => shell, path: '/audit', component: lazyRouteComponent(() => import('./pages/AuditPage'), 'AuditPage') });

export const router = createRouter({
  routeTree: root.addChildren([login, invitation, shell.addChildren([now, map, bookings, booking, runners, runner, money, messages, message, events, system, people, simulator, audit])]),
  basepath: '/console',
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
