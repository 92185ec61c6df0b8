import type { Schemas } from './api/client';
import { many } from './quantities';

/** All texts that depend on a word of the API. */
const STATES: Record<string, string> = {
  requested: 'Requested',
  accepted: 'Accepted',
  in_progress: 'Under way',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

const PAYMENTS: Record<string, string> = {
  none: 'not paid',
  pending: 'paying',
  held: 'held',
  released: 'released',
  refunded: 'refunded',
  failed: 'failed',
};

/** Sentences that stand on more than one page. */
export const TEXTS = {
  incomplete: 'This page is incomplete:',
  unreachable: 'The platform cannot be reached.',
  unknownOutcome: 'No answer came, so it may have been done or not. Look at the page and at Audit before you do it again.',
} as const;

export const RUNNER_STATES = ['free', 'busy', 'silent', 'offline'] as const;
export type RunnerState = (typeof RUNNER_STATES)[number];

export const RUNNER_WORDS: Record<RunnerState, string> = { free: 'Free', busy: 'With a ride', silent: 'Silent', offline: 'Off duty' };

export type LedgerKind = Schemas['LedgerKind'];

const KINDS: Record<LedgerKind, string> = { hold: 'Held', release: 'Released', refund: 'Refunded', lapse: 'Hold expired', advance: 'Advanced', repayment: 'Advance repaid' };
export const LEDGER_KINDS = Object.keys(KINDS) as LedgerKind[];

const ACCOUNTS: Record<string, string> = { owner: 'Owners', escrow: 'Escrow', runner: 'Runners', platform: 'Platform' };
const AGES: Record<string, string> = { hour: 'less than an hour', day: 'less than a day', week: 'less than a week', older: 'a week or longer' };

export function kindWord(kind: string): string {
  return (KINDS as Record<string, string>)[kind] ?? kind;
}

export function accountWord(account: string): string {
  return ACCOUNTS[account] ?? account;
}

export function ageWord(age: string): string {
  return AGES[age] ?? age;
}

export const BOOKING_COLUMNS = {
  status: 'State', payment_status: 'Money', since: 'Changed', created_at: 'Requested', pet_name: 'Pet', owner: 'Owner', runner: 'Runner', pickup: 'From', dropoff: 'To', price_cents: 'Price',
} as const;
export type BookingColumn = keyof typeof BOOKING_COLUMNS;

export const BOOKINGS_TEXTS = {
  number: 'Number',
  columns: 'Columns',
  older: 'Show older bookings',
  noneStuck: 'No booking is stuck.',
  noneFound: 'No booking has this number, and nobody has this mail address or phone number.',
  none: 'There is no such booking.',
  showAll: 'Show all bookings',
  pickAll: 'Select all that are shown',
  pick: (number: string): string => `Select ${number}`,
  picked: (count: number): string => `${many(count, 'booking')} selected`,
  clear: 'Select none',
  stuck: 'stuck',
} as const;

/** What is done to several bookings at once. */
export const BULK_TEXTS = {
  cancel: {
    again: 'It is safe to do it again for those that were not done: what is cancelled already is refused.',
    open: 'Cancel …',
    title: (count: number): string => `Cancel ${many(count, 'booking')}`,
    button: (count: number): string => `Cancel ${many(count, 'booking')}`,
    extent: (count: number, held: string, withRunner: number): string =>
      `${many(count, 'booking')} will be cancelled. ${held} of held money goes back to the owners. ${many(withRunner, 'runner')} will lose a ride. All are told, and read the reason.`,
  },
  reoffer: {
    again: 'Look at those that are unknown before you do it again: one that was offered again may have a new runner, who would lose it.',
    open: 'Offer again …',
    title: (count: number): string => `Offer ${many(count, 'booking')} again`,
    button: (count: number): string => `Offer ${many(count, 'booking')} again`,
    extent: (count: number, held: string, withRunner: number): string =>
      `For ${many(count, 'booking')} a runner is looked for anew. ${held} stays held. ${many(withRunner, 'runner')} will lose a ride and are not asked again.`,
  },
  reason: 'Reason, kept in the audit log for each booking',
  keep: 'Keep things as they are',
  leftOut: 'Left out:',
  unpaid: 'no money is held',
  most: (most: number): string => `more than ${most} at once`,
  decided: 'The booking service decides each one when its turn comes: one that has changed meanwhile may be refused.',
  stop: 'Stop after those under way',
  close: 'Close',
  progress: 'Progress',
  results: 'Not done',
  count: (done: number, others: number, of: number): string => `${done} of ${of} done${others === 0 ? '' : `, ${others} not`}.`,
  outcomes: { refused: 'refused', unknown: 'unknown', 'not begun': 'not begun', done: 'done' },
} as const;

export const CSV_TEXTS = {
  save: 'Save as CSV',
  saving: 'Saving …',
  saved: (lines: number): string => `${many(lines, 'line')} saved.`,
  savedPart: (lines: number): string => `The latest ${many(lines, 'line')} were saved; there are more.`,
  failed: 'It was not saved.',
} as const;

export const VIEW_TEXTS = {
  title: 'Views',
  none: 'You have saved no view. A view keeps the filters and columns that are shown.',
  name: 'Name of the view',
  save: 'Save what is shown',
  remove: (name: string): string => `Remove the view ${name}`,
} as const;

export const MAP_TEXTS = {
  noWebGl: 'This browser cannot draw the map (WebGL is missing or switched off). The lists show the same.',
  noRunner: 'No runner is on duty in this state.',
  noRide: 'No ride is under way.',
  moreRunners: 'There are more runners on duty; the first 1200 are shown.',
  moreRides: 'There are more rides under way; the newest 200 are shown.',
  gone: 'It is no longer on duty or under way.',
  follow: 'Follow',
} as const;

export const RUNNER_TEXTS = {
  none: 'There is no runner in this state.',
  noRides: 'This runner has had no ride yet.',
  noPositions: 'No position has arrived within the last 24 hours.',
  setOffline: 'Take off duty',
  setOfflineExtent: 'The runner gets no more offers until they go online again by themselves.',
  setOfflineWithRide: 'The runner gets no more offers until they go online again by themselves. The rides under way go on with this runner.',
  silent: 'This runner is on duty, and no position has arrived for two minutes.',
  suspended: 'Suspended',
  suspend: 'Suspend',
  suspendTitle: (name: string): string => `Suspend ${name}`,
  suspendExtent: (rides: number): string =>
    `The runner is taken off duty at once, loses the offers that are open, can accept no ride, and cannot go online until somebody lifts it.${rides === 0 ? '' : ` ${many(rides, 'ride')} under way ${rides === 1 ? 'goes' : 'go'} on with this runner.`}`,
  lift: 'Lift the suspension',
  liftExtent: 'The runner may accept rides and go online again, which they do by themselves.',
  liftButton: 'Lift it',
  by: (name: string): string => `by ${name}`,
  inForce: 'in force',
  noSuspensions: 'This runner has never been suspended.',
  noOffers: 'This runner has been offered nothing yet.',
  olderOffers: 'Show older offers',
} as const;

export const OFFER_WORDS = { open: 'Open', accepted: 'Accepted', declined: 'Declined', expired: 'No answer', withdrawn: 'Withdrawn' } as const;

export const MILESTONE_WORDS = { requested: 'Requested', paid: 'Paid', accepted: 'Accepted', picked_up: 'Picked up', delivered: 'Delivered', completed: 'Completed', cancelled: 'Cancelled' } as const;

export const SERVICE_WORDS = { ready: 'Ready', not_ready: 'Not ready', away: 'No answer' } as const;

export const SYSTEM_TEXTS = {
  alarms: 'An alarm calls for a person; docs/operate.md explains each.',
  slowest: 'by their average since each service started',
  noOperations: 'No service has answered a request yet.',
} as const;

export const CHANNELS = ['push', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];
export const CHANNEL_WORDS: Record<Channel, string> = { push: 'Push', sms: 'SMS', email: 'Mail' };

export const DELIVERY_STATES = ['pending', 'sent', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export const DELIVERY_WORDS: Record<DeliveryState, string> = { pending: 'Waiting', sent: 'Sent', failed: 'Failed', dropped: 'Dropped' };

export function channelWord(channel: string): string {
  return (CHANNEL_WORDS as Record<string, string>)[channel] ?? channel;
}

export function deliveryWord(state: string): string {
  return (DELIVERY_WORDS as Record<string, string>)[state] ?? state;
}

export const MESSAGE_TEXTS = {
  none: 'There is no message in this state.',
  noneOf: 'There is no such message, or nobody has this mail address, phone number or id.',
  noDays: 'Nothing has been sent, failed or dropped within seven days.',
  inboxAlone: 'inbox only',
  noDeliveries: 'This message is in the inbox only: when it was made, no channel reached its recipient.',
  unknownTemplate: 'This version does not know the template; a newer one sends it.',
  unknownRecipient: 'The account of the recipient is not known to notification yet.',
  examples: 'As they read with example values.',
  simulated: 'These channels have a simulated provider: nothing leaves the platform, and what would have been sent is kept here for seven days. The latest 100.',
  nothingSimulated: 'All providers are real; nothing is simulated.',
  emptyInbox: 'The simulated providers have been handed nothing like that.',
  noAddress: 'no address',
  resendExtent: 'The recipient gets it once more by this channel, after their quiet hours. The inbox stays as it is.',
  muteExtent: 'Nothing more goes to this person by this channel, and what waits is dropped. Their inbox in the app still gets everything. They can turn the channel on again in the app.',
  unmuteExtent: 'Messages go to this person by this channel again. They had turned it off themselves, or an administrator had.',
} as const;

export const STAFF_ROLES = ['admin', 'operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export function roleWord(role: string): string {
  return role === 'admin' ? 'Administrator' : role === 'operator' ? 'Operator' : role;
}

export const PEOPLE_TEXTS = {
  about: 'An administrator may do everything here, an operator looks at everything and changes nothing. What was done to whom is in',
  none: 'There is no account with this role.',
  noInvitations: 'Nobody is invited.',
  inviteAdmin: 'An administrator may do everything: cancel, refund, invite, disable. The link works once, within three days, and is shown once. It goes to',
  inviteOperator: 'An operator looks at everything and changes nothing. The link works once, within three days, and is shown once. It goes to',
  link: 'The invitation is made. Send this link to the person by a way that only they read; it is shown here alone. For',
  disableExtent: 'All sessions end at once, in the console and in the apps, and nobody logs in with this account until an administrator enables it again. Invitations that this person made are withdrawn.',
  enableExtent: 'Whoever has the password logs in again. Sessions of before stay ended.',
  withdrawExtent: 'The link does not work any more. An account that was made with it stays.',
  welcome: 'You are invited to the console. Choose a password that you use nowhere else; nobody but you will know it.',
  noToken: 'This is not the whole link of an invitation. Open it as you got it, or ask an administrator for another.',
  notAccepted: 'No answer came. The account may have been made: try to log in with this password, or open the link again.',
} as const;

export const MONEY_TEXTS = {
  unchecked: 'The ledger has not been checked since the payment service started. The first check ends within a minute or so.',
  sound: 'The ledger adds up to zero, and every payment agrees with its lines.',
  nothingHeld: 'No money is held.',
  noRefunds: 'No money has been refunded yet.',
  noLines: 'The ledger has no such line. Search by a booking number, or the id of a payment, a booking, a transaction or a person.',
} as const;

export const STATUSES = ['requested', 'accepted', 'in_progress', 'delivered', 'completed', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

export function stateWord(status: string): string {
  return STATES[status] ?? status;
}

export function paymentWord(status: string): string {
  return PAYMENTS[status] ?? status;
}
