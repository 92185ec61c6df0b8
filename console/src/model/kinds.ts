import type { Schemas } from '../api/client';

/** Values of the API that pages choose from, in the order in which they are shown. */
export const STATUSES = ['requested', 'accepted', 'in_progress', 'delivered', 'completed', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

export const RUNNER_STATES = ['free', 'busy', 'silent', 'offline'] as const;
export type RunnerState = (typeof RUNNER_STATES)[number];

export type LedgerKind = Schemas['LedgerKind'];
export const LEDGER_KINDS: LedgerKind[] = ['hold', 'release', 'refund', 'lapse', 'advance', 'repayment'];

export const CHANNELS = ['push', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERY_STATES = ['pending', 'sent', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const STAFF_ROLES = ['admin', 'operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Of views the first is shown when none stands in the address. */
export const BOOKING_TABS = ['timeline', 'money', 'notices', 'raw'] as const;

export const RUNNER_TABS = ['rides', 'positions', 'offers', 'suspensions'] as const;

export const SYSTEM_TABS = ['services', 'charts', 'settings', 'log'] as const;
export type SystemTab = (typeof SYSTEM_TABS)[number];

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a demo is paid with. */
export const TEST_CARDS = ['card', 'card_declined', 'card_late', 'card_timeout', 'card_release_fails', 'card_refund_fails'] as const;
export type TestCard = (typeof TEST_CARDS)[number];

export const MAP_LAYERS = ['runners', 'rides', 'shops'] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];

export const BOOKING_COLUMNS = ['status', 'payment_status', 'since', 'created_at', 'pet_name', 'owner', 'runner', 'pickup', 'dropoff', 'price_cents'] as const;
export type BookingColumn = (typeof BOOKING_COLUMNS)[number];
