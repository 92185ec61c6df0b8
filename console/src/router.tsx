import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { BOOKING_COLUMNS, LEDGER_KINDS, STAFF_ROLES, STATUSES, type BookingColumn, type LedgerKind, type StaffRole, type Status } from './model/kinds';
import { mapSearch, runnerStates } from './model/mapSearch';
import { simulation } from './model/simulator';
import { messageSearch } from './model/messages';
import { systemSearch } from './model/system';
import { BookingPage } from './pages/BookingPage';
import { BookingsPage } from './pages/BookingsPage';
import { LoginPage } from './pages/LoginPage';
import { NowPage } from './pages/NowPage';
import { Shell } from './parts/Shell';
import { t } from './words';

/** What is searched for; a search of digits alone stands in the address as a number. */
function text(search: Record<string, unknown>): { q?: string } {
  const q = search['q'];
  return typeof q === 'string' || typeof q === 'number' ? { q: String(q).slice(0, 100) } : {};
}

/** The filters of the list of bookings, as they stand in the address. */
export interface BookingSearch {
  status?: Status[];
  stuck?: boolean;
  q?: string;
  /** Which columns are shown; the usual ones when it is missing. */
  cols?: BookingColumn[];
}

/** The filters that can be understood. */
export function bookingSearch(search: Record<string, unknown>): BookingSearch {
  const known = Array.isArray(search['status']) ? STATUSES.filter((status) => (search['status'] as unknown[]).includes(status)) : [];
  return {
    ...(known.length > 0 ? { status: known } : {}),
    ...(search['stuck'] === true ? { stuck: true } : {}),
    ...text(search),
    ...columns(search),
  };
}

function columns(search: Record<string, unknown>): { cols?: BookingColumn[] } {
  const cols = search['cols'];
  return Array.isArray(cols) ? { cols: BOOKING_COLUMNS.filter((column) => cols.includes(column)) } : {};
}

/** The search in the ledger, as it stands in the address. */
export interface LedgerFilter {
  q?: string;
  kind?: LedgerKind;
}

const BOOKING_TABS = ['money', 'notices', 'raw'] as const;

/** What is shown of a booking; the timeline when it is missing. */
function bookingTab(search: Record<string, unknown>): { tab?: (typeof BOOKING_TABS)[number] } {
  const tab = BOOKING_TABS.find((one) => one === search['tab']);
  return tab === undefined ? {} : { tab };
}

const RUNNER_TABS = ['positions', 'offers', 'suspensions'] as const;

/** What is shown of a runner; the rides when it is missing. */
function runnerTab(search: Record<string, unknown>): { tab?: (typeof RUNNER_TABS)[number] } {
  const tab = RUNNER_TABS.find((one) => one === search['tab']);
  return tab === undefined ? {} : { tab };
}

function ledgerFilter(search: Record<string, unknown>): LedgerFilter {
  const kind = LEDGER_KINDS.find((one) => one === search['kind']);
  return {
    ...text(search),
    ...(kind === undefined ? {} : { kind }),
  };
}

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <p className="alone">{t.shell.noPage} <a href="/console">{t.shell.backToStart}</a></p> });
const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const now = createRoute({ getParentRoute: () => shell, path: '/', component: NowPage });
const bookings = createRoute({ getParentRoute: () => shell, path: '/bookings', validateSearch: bookingSearch, component: BookingsPage });
const booking = createRoute({ getParentRoute: () => shell, path: '/bookings/$id', validateSearch: bookingTab, component: BookingPage });
const map = createRoute({ getParentRoute: () => shell, path: '/map', validateSearch: mapSearch, component: lazyRouteComponent(() => import('./pages/MapPage'), 'MapPage') });
const runners = createRoute({ getParentRoute: () => shell, path: '/runners', validateSearch: runnerStates, component: lazyRouteComponent(() => import('./pages/RunnersPage'), 'RunnersPage') });
const runner = createRoute({
  getParentRoute: () => shell,
  path: '/runners/$id',
  validateSearch: runnerTab,
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
