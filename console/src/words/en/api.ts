/** Words for values of the API. */
export const api = {
  status: { requested: 'Requested', accepted: 'Accepted', in_progress: 'Under way', delivered: 'Delivered', completed: 'Completed', cancelled: 'Cancelled' },
  payment: { none: 'not paid', pending: 'paying', held: 'held', released: 'released', refunded: 'refunded', failed: 'failed' },
  task: { authorise: 'authorise', store: 'store the card', renew: 'renew the hold', capture: 'capture', release: 'release', refund: 'refund', void: 'void' },
  method: { card: 'card' },
  runner: { free: 'Free', busy: 'With a ride', silent: 'Silent', offline: 'Off duty' },
  vehicle: { car: 'car', van: 'van', motorcycle: 'motorcycle', truck: 'truck', suv: 'SUV', mpv: 'MPV' },
  pet: { cat: 'cat', dog: 'dog', bird: 'bird', rabbit: 'rabbit', reptile: 'reptile', hamster: 'hamster', fish: 'fish', other: 'other' },
  ledger: { hold: 'Held', release: 'Released', refund: 'Refunded', lapse: 'Hold expired', advance: 'Advanced', repayment: 'Advance repaid' },
  account: { owner: 'Owners', escrow: 'Escrow', runner: 'Runners', platform: 'Platform' },
  age: { hour: 'less than an hour', day: 'less than a day', week: 'less than a week', older: 'a week or longer' },
  offer: { open: 'Open', accepted: 'Accepted', declined: 'Declined', expired: 'No answer', withdrawn: 'Withdrawn' },
  milestone: { requested: 'Requested', paid: 'Paid', accepted: 'Accepted', picked_up: 'Picked up', delivered: 'Delivered', completed: 'Completed', cancelled: 'Cancelled' },
  service: { ready: 'Ready', not_ready: 'Not ready', away: 'No answer' },
  channel: { push: 'Push', sms: 'SMS', email: 'Mail' },
  delivery: { pending: 'Waiting', sent: 'Sent', failed: 'Failed', dropped: 'Dropped' },
  testCard: { card: 'Good card', card_declined: 'Declined card', card_late: 'Late card: no answer in time, then the money is held', card_timeout: 'Silent card: no answer ever', card_release_fails: 'Pay-out refused twice, then works', card_refund_fails: 'Refund refused twice, then works' },
  doing: { off_duty: 'Off duty', waiting: 'Free', to_pickup: 'To the pickup', with_pet: 'With the pet' },
  role: { admin: 'Administrator', operator: 'Operator' },
  /** A role within a sentence. */
  roleOf: { admin: 'administrator', operator: 'operator', owner: 'owner', runner: 'runner', shop: 'shop', system: 'platform' },
};
