import { useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { t } from '../words';
import { ReasonDialog, type Act } from './ReasonDialog';

/** What an administrator may do about a runner. */
export function RunnerActs({ runner }: { runner: Schemas['RunnerRow'] }): JSX.Element | null {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  if (session.data?.role !== 'admin') {
    return null;
  }
  const params = { path: { id: runner.user_id } };
  const offline: Act = {
    title: t.runners.setOffline,
    extent: <p>{runner.rides.length === 0 ? t.runners.setOfflineExtent : t.runners.setOfflineWithRide}</p>,
    button: t.runners.setOffline,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/offline', { params, body: { reason } })),
  };
  const suspend: Act = {
    title: t.runners.suspendTitle(runner.name),
    extent: <p>{t.runners.suspendExtent}{runner.rides.length > 0 && ` ${t.runners.ridesGoOn(runner.rides.length)}`}</p>,
    button: t.runners.suspend,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/suspend', { params, body: { reason } })),
  };
  const lift: Act = {
    title: t.runners.lift,
    extent: <p>{t.runners.liftExtent}</p>,
    button: t.runners.liftButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/lift', { params, body: { reason } })),
  };
  return (
    <div className="acts">
      {runner.state !== 'offline' && <button type="button" onClick={() => setAct(offline)}>{t.runners.openSetOffline}</button>}
      {runner.suspended_at === undefined ? (
        <button type="button" onClick={() => setAct(suspend)}>{t.runners.openSuspend}</button>
      ) : (
        <button type="button" onClick={() => setAct(lift)}>{t.runners.openLift}</button>
      )}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
    </div>
  );
}
