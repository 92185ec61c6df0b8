import { count } from './count';

export const common = {
  incomplete: 'This page is incomplete:',
  unreachable: 'The platform cannot be reached.',
  unknownOutcome: 'No answer came, so it may have been done or not. Look at the page and at Audit before you do it again.',
  answeredWith: (status: number) => `The platform answered with status ${status}.`,
  older: 'What is shown is older.',
  tryAgain: 'Try again',
  loading: 'Loading',
  loadingMore: 'Loading …',
  reason: 'Reason, kept in the audit log',
  keep: 'Keep things as they are',
  close: 'Close',
  none: 'none',
  saveCsv: 'Save as CSV',
  savingCsv: 'Saving …',
  savedCsv: (lines: number) => `${count(lines, 'line')} saved.`,
  savedPart: (lines: number) => `The latest ${count(lines, 'line')} were saved; there are more.`,
  notSaved: 'It was not saved.',
  justNow: 'just now',
  ahead: (time: string) => `in ${time}`,
  lessThan: (share: string) => `< ${share}`,
  units: { day: 'd', hour: 'h', minute: 'min', second: 's', millisecond: 'ms', kilogram: 'kg', kilometre: 'km', kilometresPerHour: 'km/h' },
};

export const shell = {
  title: 'Kilat console',
  brand: 'Kilat',
  product: 'console',
  skip: 'Skip to the page',
  pages: 'Pages',
  places: { now: 'Now', map: 'Map', bookings: 'Bookings', runners: 'Runners', money: 'Money', messages: 'Messages', events: 'Events', system: 'System', people: 'People', audit: 'Audit', simulator: 'Simulator' },
  keys: (key: string) => `g ${key}`,
  development: 'development',
  language: 'Language',
  logOut: 'Log out',
  lost: 'The connection is lost. It is tried again; what is shown may be old.',
  noPage: 'There is no such page.',
  backToStart: 'Back to the start',
};

/** The pages before one is logged in. */
export const entry = {
  email: 'Mail address',
  password: 'Password',
  logIn: 'Log in',
  loggingIn: 'Logging in …',
  failed: 'It did not work.',
  about: (command: string) => `For administrators and operators. On a development platform ${command} prints a link that logs in.`,
  welcome: 'You are invited to the console. Choose a password that you use nowhere else; nobody but you will know it.',
  noToken: 'This is not the whole link of an invitation. Open it as you got it, or ask an administrator for another.',
  notAccepted: 'No answer came. The account may have been made: try to log in with this password, or open the link again.',
  newPassword: (characters: number) => `Password, ${characters} characters or more`,
  passwordAgain: 'Password again',
  accept: 'Accept the invitation',
  passwordTooShort: (characters: number) => `The password needs ${characters} characters or more.`,
  passwordsDiffer: 'The two passwords differ.',
};
