import { useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { whyNot } from '../model/bulk';
import { money } from '../quantities';
import { t } from '../words';
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
  const paid = held === undefined ? t.booking.nothingHeld : t.booking.goesBack(money(held.amount_cents));
  const hasRunner = booking.runner_id !== undefined;
  const cancel: Act = {
    title: t.booking.cancelTitle(booking.booking_number),
    extent: <p>{hasRunner ? t.booking.cancelExtentWithRunner(paid) : t.booking.cancelExtent(paid)}</p>,
    button: t.booking.cancelButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/cancel', { params: { path }, body: { reason } })),
  };
  const reoffer: Act = {
    title: t.booking.reofferTitle(booking.booking_number),
    extent: <p>{hasRunner ? t.booking.reofferExtentWithRunner : t.booking.reofferExtent}</p>,
    button: t.booking.reofferButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/bookings/{id}/reoffer', { params: { path }, body: { reason } })),
  };
  const refund: Act | undefined = held && {
    title: t.booking.refundTitle(money(held.amount_cents)),
    extent: <p>{t.booking.refundExtent(money(held.amount_cents))}</p>,
    button: t.booking.refundButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/payments/{id}/refund', { params: { path: { id: held.id } }, body: { reason } })),
  };
  return (
    <div className="acts">
      {whyNot('reoffer', booking) === undefined && <button type="button" onClick={() => setAct(reoffer)}>{t.booking.reoffer}</button>}
      {refund !== undefined && <button type="button" onClick={() => setAct(refund)}>{t.booking.refund}</button>}
      {whyNot('cancel', booking) === undefined && <button type="button" onClick={() => setAct(cancel)}>{t.booking.cancel}</button>}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); again(); }} />}
    </div>
  );
}
