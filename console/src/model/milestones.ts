import type { Schemas } from '../api/client';

export const MILESTONES = ['requested', 'paid', 'accepted', 'picked_up', 'delivered', 'completed'] as const;

/** A step on the way of a booking. */
export interface Milestone {
  name: (typeof MILESTONES)[number] | 'cancelled';
  /** When it was reached; missing for what is still to come. */
  at?: string;
  /** How long it took from the one before. */
  seconds?: number;
}

const STATES: Partial<Record<Milestone['name'], string>> = { accepted: 'accepted', picked_up: 'in_progress', delivered: 'delivered', completed: 'completed' };

/** The way of a booking; of one that was offered again, what became of the last offer. Money that went back counts as not paid. */
export function milestonesOf(file: Schemas['BookingFile']): Milestone[] {
  const offeredAgain = file.history.map((step) => step.from !== undefined && step.to === 'requested').lastIndexOf(true);
  const history = file.history.slice(Math.max(0, offeredAgain));
  const paid = file.payments.find((payment) => payment.held_at !== undefined && (payment.status === 'held' || payment.status === 'released'));
  const reached = (name: Milestone['name']): string | undefined =>
    name === 'requested' ? file.booking.created_at : name === 'paid' ? paid?.held_at : history.find((step) => step.to === STATES[name])?.at;
  const all = MILESTONES.map((name): Milestone => {
    const at = reached(name);
    return at === undefined ? { name } : { name, at };
  });
  const cancelled = history.find((step) => step.to === 'cancelled');
  const shown = cancelled === undefined ? all : [...all.filter((one) => one.at !== undefined), { name: 'cancelled' as const, at: cancelled.at }];
  return shown.map((one, index) => {
    const before = shown[index - 1]?.at;
    return one.at === undefined || before === undefined ? one : { ...one, seconds: Math.max(0, (Date.parse(one.at) - Date.parse(before)) / 1000) };
  });
}
