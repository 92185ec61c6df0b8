import { useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { RUNNER_TEXTS } from '../words';
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
    title: RUNNER_TEXTS.setOffline,
    extent: <p>{runner.rides.length === 0 ? RUNNER_TEXTS.setOfflineExtent : RUNNER_TEXTS.setOfflineWithRide}</p>,
    button: RUNNER_TEXTS.setOffline,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/offline', { params, body: { reason } })),
  };
  const suspend: Act = {
    title: RUNNER_TEXTS.suspendTitle(runner.name),
    extent: <p>{RUNNER_TEXTS.suspendExtent(runner.rides.length)}</p>,
    button: RUNNER_TEXTS.suspend,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/suspend', { params, body: { reason } })),
  };
  const lift: Act = {
    title: RUNNER_TEXTS.lift,
    extent: <p>{RUNNER_TEXTS.liftExtent}</p>,
    button: RUNNER_TEXTS.liftButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/runners/{id}/lift', { params, body: { reason } })),
  };
  return (
    <div className="acts">
      {runner.state !== 'offline' && <button type="button" onClick={() => setAct(offline)}>{RUNNER_TEXTS.setOffline} …</button>}
      {runner.suspended_at === undefined ? (
        <button type="button" onClick={() => setAct(suspend)}>{RUNNER_TEXTS.suspend} …</button>
      ) : (
        <button type="button" onClick={() => setAct(lift)}>{RUNNER_TEXTS.lift} …</button>
      )}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
    </div>
  );
}
