import { useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { whyNot } from '../model/bulk';
import { money } from '../quantities';
import { ReasonDialog, type Act } from './ReasonDialog';

/** What an administrator may do about a booking. */
export function BookingActs({ file }: { file: Schemas['BookingFile'] }): JSX.Element | null {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const { booking } = file;
  if (session.data?.role !== 'admin') {
    return null;
  }
  const path = { id: booking.id };
  const again = (): void => void queries.invalidateQueries();
  const held = file.payments.find((payment) => payment.status === 'held');
  const paid = held === undefined ? 'No money is held.' : `${money(held.amount_cents)} goes back to the owner.`;
  const cancel: Act = {
    title: `Cancel ${booking.booking_number}`,
    extent: <p>One booking ends. {paid} {booking.runner_id === undefined ? 'The owner is told, and reads' : 'Owner and runner are told, and read'} the reason.</p>,
    button: 'Cancel the booking',
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/cancel', { params: { path }, body: { reason } })),
  };
  const reoffer: Act = {
    title: `Offer ${booking.booking_number} again`,
    extent: <p>A runner is looked for anew{booking.runner_id === undefined ? '' : '; the one who has it now loses it and is not asked again'}. The money stays held.</p>,
    button: 'Offer it again',
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/reoffer', { params: { path }, body: { reason } })),
  };
  const refund: Act | undefined = held && {
    title: `Refund ${money(held.amount_cents)}`,
    extent: <p>{money(held.amount_cents)} goes back to the owner; the runner is not paid. The booking itself stays as it is.</p>,
    button: 'Refund',
    run: (reason) => dataOf(api.POST('/api/v1/console/payments/{id}/refund', { params: { path: { id: held.id } }, body: { reason } })),
  };
  return (
    <div className="acts">
      {whyNot('reoffer', booking) === undefined && <button type="button" onClick={() => setAct(reoffer)}>Offer again …</button>}
      {refund !== undefined && <button type="button" onClick={() => setAct(refund)}>Refund …</button>}
      {whyNot('cancel', booking) === undefined && <button type="button" onClick={() => setAct(cancel)}>Cancel …</button>}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); again(); }} />}
    </div>
  );
}
